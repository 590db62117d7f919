/** What was refused and what to do about it, in Simplified Chinese; the English sentences say what each is for. */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: '该文件没有 DICOM Part 10 文件头。',
      advice: '请选择 DICOM 文件。',
    },
    'no-prefix': {
      message: '{{file}} 不是 DICOM 文件。',
      advice: '请选择以 DICOM（Part 10）格式导出的文件。',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message: '{{segment}} 的轮廓与该 CT 序列的层面不平行。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
    'drawn-otherwise': {
      message: '{{segmentation}} 既不是用画笔涂画的，也不是以轮廓形式勾画的。',
      advice: '请用画笔涂画病灶，或勾画其轮廓。',
    },
    'foreign-report': {
      message: '报告 {{report}} 不是本产品的突变预测报告。',
      advice: '请在生成该报告的查看器中打开，或更新本产品。',
    },
    'map-pixels': {
      message: '{{object}} 的值不是以 32 位浮点数存储的。',
      advice: '请在生成该对象的查看器中打开。',
    },
    'multi-frame': {
      message: '{{image}} 是多帧图像。',
      advice: '请将该序列以单帧 CT 图像加载。',
    },
    'newer-report': {
      message: '报告 {{report}} 由更新的版本生成。',
      advice: '请在生成该报告的查看器中打开，或更新本产品。',
    },
    'no-measurements': {
      message: '报告 {{report}} 不含任何病灶测量值。',
      advice: '请在生成该报告的查看器中打开。',
    },
    'no-parametric-map': {
      message: '{{object}} 不是 DICOM Parametric Map（{{type}}）。',
      advice: '请选择与报告一同保存的图。',
    },
    'no-segmentation': {
      message: '{{object}} 既不是 DICOM 分割，也不是结构集（{{type}}）。',
      advice: '请选择 SEG 或 RTSTRUCT 对象。',
    },
    'not-fetched': {
      message: '无法从 PACS 获取 {{object}}。',
      advice: '请重新加载检查；如仍无法获取，请联系 PACS 管理员。',
    },
    'not-fetched-status': {
      message: '无法从 PACS 获取 {{object}}（HTTP {{status}}）。',
      advice: '请重新加载检查；如仍无法获取，请联系 PACS 管理员。',
    },
    'not-hounsfield': {
      message:
        '{{image}} 的值不是 Hounsfield 单位：{{photometric}}，{{bitsAllocated}} 位中使用 {{bitsStored}} 位，Rescale Slope {{slope}}，Rescale Type {{type}}。',
      advice: '请导出原始 CT 图像。',
    },
    'no-numbers': {
      message_other: '{{image}} 中有 {{count}} 个体素的值不是数字。',
      advice: '请赋予其所代表的值，例如扫描视野之外为 −1000 HU。',
    },
    'other-codestream-bits': {
      message:
        '{{object}} 的像素数据与其属性不符：某码流每个样本为 {{codedBits}} 位$t(terms.sign.{{codedSign}})，而应为 {{bitsAllocated}} 位中的 {{bitsStored}} 位$t(terms.sign.{{sign}})，最高位为第 {{highBit}} 位。',
      advice: '请以 Explicit VR Little Endian 重新导出。',
    },
    'other-codestream-size': {
      message:
        '{{object}} 的像素数据与其属性不符：某码流有 {{components}} × {{codedColumns}} × {{codedRows}} 个样本，而应为 1 × {{columns}} × {{rows}}。',
      advice: '请以 Explicit VR Little Endian 重新导出。',
    },
    'pixel-format': {
      message:
        '{{object}} 每个像素有 {{samples}} 个 {{bits}} 位样本；仅支持单个 1、8 或 16 位样本。',
      advice: '请以灰度图像重新导出。',
    },
    preview: {
      message:
        '查看器中的 {{image}} 为 {{shownColumns}} × {{shownRows}} 像素，而不是 {{columns}} × {{rows}}。',
      advice: '请重新加载检查，或请管理员关闭有损预览。',
    },
    'segmentation-type': {
      message: '{{object}} 是 {{type}} 类型的分割；仅支持 BINARY、FRACTIONAL 和 LABELMAP。',
      advice: '请将分割保存为其中一种类型。',
    },
    'studies-not-searched': {
      message: '无法在 PACS 中搜索该患者的其他检查。',
      advice: '请重新加载检查；如仍无法搜索，请联系 PACS 管理员。',
    },
    'too-many-pixels': {
      message: '{{object}} 声明有 {{columns}} × {{rows}} 个压缩像素，超出任何 CT 的大小。',
      advice: '请以 Explicit VR Little Endian 重新导出。',
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message: '{{object}} 的像素采用 {{transferSyntax}} 编码，此处不支持。',
      advice: '请以 Explicit VR Little Endian 重新导出。',
    },
    retired: {
      message: '{{file}} 采用 {{transferSyntax}} 编码，该编码已被标准废止。',
      advice: '请以 Explicit VR Little Endian 重新导出。',
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}} 的$t(terms.attribute.{{keyword}})有 {{found}} 个值，而应有 {{needed}} 个。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'attribute-not-a-number': {
      message: '{{object}} 的$t(terms.attribute.{{keyword}})不是数字。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'attributes-unreadable': {
      message: '{{file}} 已损坏：无法读取其属性。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'damaged-attribute': {
      message: '{{object}} 已损坏：其中一部分无法读取（{{keyword}}）。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'element-too-long': {
      message: '{{file}} 已损坏：某元素的长度超出了包含它的范围。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'ends-early': {
      message: '{{file}} 已损坏：数据集提前结束。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'frame-of-unknown-segment': {
      message: '{{object}} 的第 {{frame}} 帧显示的分段 {{segment}} 没有说明。',
      advice: '请从生成该分割的系统重新导出。',
    },
    'frame-size': {
      message: '{{object}} 声明有 {{frames}} 帧 {{columns}} × {{rows}} 像素的图像。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'frame-without-segment': {
      message: '{{object}} 的第 {{frame}} 帧未说明其显示的是哪个分段。',
      advice: '请从生成该分割的系统重新导出。',
    },
    'frames-coincide': {
      message: '有两帧显示 {{segment}} 的同一位置。',
      advice: '请从生成该分割的系统重新导出。',
    },
    'frames-undescribed': {
      message: '{{object}} 共 {{frames}} 帧，仅说明了其中 {{described}} 帧。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'incomplete-contour': {
      message: '{{object}} 的 ROI {{roi}} 中有一个轮廓的点不完整。',
      advice: '请从生成该结构集的系统重新导出。',
    },
    'inflates-too-far': {
      message: '{{file}} 解压后超过 {{limit}} 字节。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'nested-too-deeply': {
      message: '{{file}} 已损坏：数据序列嵌套过深。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'no-attribute': {
      message: '{{object}} 缺少$t(terms.attribute.{{keyword}})。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'no-fragment': {
      message: '{{file}} 已损坏：封装数据中含有不是片段的内容。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'no-item': {
      message: '{{file}} 已损坏：数据序列中含有不是条目的内容。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'no-metadata': {
      message: '{{image}} 缺少$t(terms.attribute.{{keyword}})。',
      advice: '请从扫描设备或 PACS 重新导出图像。',
    },
    'no-place': {
      message: '{{object}} 未说明其像素在患者体内的位置。',
      advice: '请从扫描设备或 PACS 重新导出图像，并包含位置、方向和间距。',
    },
    'report-attribute': {
      message: '报告 {{report}} 已损坏：缺少$t(terms.attribute.{{keyword}})。',
      advice: '请重新获取报告，或重新预测。',
    },
    'report-changed': {
      message: '报告 {{report}} 已损坏：部分内容缺失或被更改。',
      advice: '请重新获取报告，或重新预测。',
    },
    'report-fields': {
      message: '报告 {{report}} 已损坏：无法读取 {{fields}}。',
      advice: '请重新获取报告，或重新预测。',
    },
    'report-without-lesion': {
      message: '报告 {{report}} 已损坏：不含任何病灶。',
      advice: '请重新获取报告，或重新预测。',
    },
    undecodable: {
      message: '无法解码该 DICOM 文件。',
      advice: '请从生成该对象的系统重新导出。',
    },
    'unknown-keyword': {
      message: '无法写入 DICOM 对象：{{keyword}} 不是 DICOM 属性。',
      advice: '请更正源图像中的该属性，或将此作为缺陷报告。',
    },
    unreadable: {
      message: '无法读取 {{object}}。',
      advice: '请重新加载检查；如仍无法读取，请连同浏览器控制台输出一并报告。',
    },
    'value-beyond-maximum': {
      message: '{{object}} 含有值 {{value}}，而最大值应为 {{maximum}}。',
      advice: '请从生成该分割的系统重新导出。',
    },
    'value-too-long': {
      message:
        '无法写入 DICOM 对象：$t(terms.attribute.{{keyword}})有 {{length}} 个字符，而 {{vr}} 最多允许 {{maximum}} 个。',
      advice: '请更正源图像中的该属性，或将此作为缺陷报告。',
    },
  },
  'no-ct': {
    'no-series': {
      message: '{{folder}} 中没有 CT 序列。',
      advice: '请指定包含 CT 图像的文件夹。',
    },
    'none-readable': {
      message: '该检查没有可读取的 CT 序列。',
      advice: '请打开包含胸部 CT 的检查。',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}} 与 {{folder}} 中的 {{count}} 个 CT 序列相符：{{series}}。',
      advice: '请用 --series UID 选择一个，或指定只含一个序列的文件夹。',
    },
    phases: {
      message:
        '{{segmentation}} 说明了勾画时所用的 CT 序列（{{series}}），但未说明是其中哪个期相：{{phases}}。',
      advice: '请用 --phase 选择一个，或在单一期相的序列上勾画病灶。',
    },
    'phases-of-study': {
      message: '{{segmentation}} 未说明是在其 CT 序列的哪个期相上勾画的：{{phases}}。',
      advice: '请在此选择期相。',
    },
    'of-study': {
      message: '{{segmentation}} 与该检查的 {{count}} 个 CT 序列相符：{{series}}。',
      advice: '请在此选择勾画时所用的 CT。',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        '{{series}} 的层面间距不均匀：第 {{first}} 与第 {{second}} 层之间（{{firstImage}}、{{secondImage}}）为 {{gap}} mm，而不是 {{usual}} mm。',
      advice: '请加载缺失的层面，或选择其他序列。',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message: '{{series}} 的层面侧向偏移最多 {{shift}} mm：机架倾斜约 {{angle}}°。',
      advice: '请选择无机架倾斜的序列，或先将其重采样为垂直层面。',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}}：{{image}} 是序列层面之外的单幅图像。',
      advice: '请选择由一组平行层面构成的序列。',
    },
    'different-frames-of-reference': {
      message: '{{series}} 混有不同参考坐标系的图像（{{firstImage}}、{{secondImage}}）。',
      advice: '请选择由一组平行层面构成的序列。',
    },
    'different-rasters': {
      message: '{{series}} 混有不同方向或像素间距的图像（{{firstImage}}、{{secondImage}}）。',
      advice: '请选择由一组平行层面构成的序列。',
    },
    'different-sizes': {
      message: '{{series}} 混有不同大小的图像（{{firstImage}}、{{secondImage}}）。',
      advice: '请选择由一组平行层面构成的序列。',
    },
    'frames-off-grid': {
      message: '{{segment}} 的各帧不在同一网格上。',
      advice: '请在规则的序列上重新勾画或保存分割。',
    },
    'no-slice-thickness': {
      message: '{{series}} 是没有层厚的单幅图像。',
      advice: '请选择含多个层面的序列。',
    },
    'other-size': {
      message: '{{segmentation}} 勾画时所用图像的大小与该 CT 序列不同。',
      advice: '请在该序列上勾画。',
    },
    'repeated-positions': {
      message: '{{series}} 在同一位置有多幅图像。',
      advice: '请选择每个位置只有一幅图像的序列，而非动态或门控序列。',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}} 没有分段 {{segment}}；它不含任何分段。',
      advice: '请选择其中的一个分段。',
    },
    gone: {
      message: '该病灶已不存在。',
      advice: '请选择其他病灶。',
    },
    none: {
      message: '{{segmentation}} 没有分段。',
      advice: '请勾画病灶，或选择其他分割。',
    },
    'not-in-object': {
      message: '{{object}} 没有分段 {{segment}}；它有 {{offered}}。',
      advice: '请选择其中的一个分段。',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: '{{segment}} 不含该 CT 序列的任何体素。',
      advice: '请选择其他分段，或重新勾画该分段。',
    },
    'nothing-on-ct': {
      message: '该分段在此 CT 上不含任何体素。',
      advice: '请勾画病灶，或选择其他分段。',
    },
    'nothing-to-save': {
      message: '分段“{{label}}”没有体素，因此没有可保存的内容。',
      advice: '请先勾画，或不包含该分段。',
    },
    several: {
      message: '{{segmentation}} 的 {{count}} 个分段不含该 CT 序列的任何体素。',
      advice: '请选择其他分段，或勾画其中一个。',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message: '{{object}} 的像素数据不完整：应有 {{needed}} 字节，实有 {{found}} 字节。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'codestream-damaged': {
      message: '{{object}} 的像素数据不完整：某码流已损坏，或其编码无法由解码器读取。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'codestream-incomplete': {
      message: '{{object}} 的像素数据不完整：某码流的内容少于其头信息所述。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'codestream-short': {
      message: '{{object}} 的像素数据不完整：某码流提前结束。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'fragments-short': {
      message: '{{object}} 的像素数据不完整：其封装的像素数据提前结束。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'fragments-unassigned': {
      message: '{{object}} 的像素数据不完整：有 {{frames}} 帧，却有 {{fragments}} 个像素数据片段。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'frame-short': {
      message: '{{object}} 的像素数据不完整：某 {{columns}} × {{rows}} 像素的帧提前结束。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'frames-short': {
      message:
        '{{object}} 的像素数据不完整：{{frames}} 帧 {{columns}} × {{rows}} 像素需要 {{needed}} 字节，实有 {{found}} 字节。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'no-codestream': {
      message: '{{object}} 的像素数据不完整：某帧的开头不是码流。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'no-fragments': {
      message: '{{object}} 的像素数据不完整：没有片段。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    none: {
      message: '{{object}} 的像素数据不完整：没有像素数据。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
    'offset-table': {
      message: '{{object}} 的像素数据不完整：扩展偏移表只指向 {{frames}} 帧中的 {{found}} 帧。',
      advice: '请从生成该文件的系统重新复制或导出。',
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: '该 CT 序列与 {{segment}} 的参考坐标系不同。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
    'than-folder': {
      message: '{{segmentation}} 与 {{folder}} 中 CT 的参考坐标系不同。',
      advice: '请指定包含勾画时所用 CT 的文件夹。',
    },
    'than-study': {
      message: '{{segmentation}} 与该检查中 CT 的参考坐标系不同。',
      advice: '请打开勾画时所用的 CT，或将分割配准到此 CT。',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}} 与 {{ct}} 的$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice: '请勿一同使用。请告知 PACS 管理员，并将归档错误的对象归到正确位置。',
    },
    'contours-named': {
      message:
        '{{contours}} 与 {{ct}} 的$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice:
        '请指定该 CT 的轮廓。如果两者分别去标识化，且您确知它们属于同一患者，请用 --accept-other-patient 说明。',
    },
    images: {
      message: '{{ct}} 的图像之间$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice: '请勿使用。请告知 PACS 管理员，并将归档错误的图像归到正确位置。',
    },
    'images-named': {
      message: '{{ct}} 的文件之间$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice:
        '请只保留一名患者的文件。如果它们分别去标识化，且您确知它们属于同一患者，请用 --accept-other-patient 说明。',
    },
    predecessor: {
      message: '待替换的报告与 CT 的$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice: '请重新加载检查，并告知 PACS 管理员该报告归档有误。',
    },
    report: {
      message: '该报告与 CT 的$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice: '不予显示。请告知 PACS 管理员，并将其归到正确位置。',
    },
    study: {
      message:
        '{{ct}} 与该检查的另一 CT 的$t(terms.attribute.{{attributes}})不一致：可能属于不同患者。',
      advice: '未保存任何内容。请告知 PACS 管理员，并将归档错误的序列归到正确位置。',
    },
  },
  'segment-outside-image': {
    contours: {
      message: '{{segment}} 的 {{total}} 个轮廓平面中有 {{outside}} 个超出该 CT 序列。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
    'other-images': {
      message: '{{segmentation}} 勾画时所用的图像不属于该 CT 序列。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
    part: {
      message: '{{segment}} 的 {{total}} 个体素中有 {{outside}} 个位于该 CT 序列之外。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
    whole: {
      message: '{{segment}} 完全位于该 CT 序列之外。',
      advice: '请选择勾画时所用的 CT 序列。',
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: '掩膜须延伸于 {{least}} 个轴，而实际仅延伸于 {{dimensions}} 个。',
      advice: '请勾画更大的病灶，或调低 minimumROIDimensions。',
    },
    'few-voxels': {
      message: '掩膜有 {{count}} 个体素；须多于 {{least}} 个。',
      advice: '请勾画更大的病灶，或调低 minimumROISize。',
    },
    'filtered-not-numbers': {
      message: '滤波后的图像在掩膜内有值不是数字的体素。',
      advice: '请替换图像中的这些体素，或不使用该滤波器。',
    },
    'no-spacing': {
      message: '图像未说明体素间距。',
      advice: '请连同间距重新导出。',
    },
    'no-voxel': {
      message: '掩膜没有体素。',
      advice: '请勾画病灶，或选择其他标签。',
    },
    'no-voxel-left': {
      message: '插值和再分割后，掩膜中没有剩余体素。',
      advice: '请勾画更大的病灶，或扩大再分割的范围。',
    },
    'not-numbers': {
      message: '图像在掩膜内有值不是数字的体素。',
      advice: '请替换这些体素，或将其排除在掩膜之外。',
    },
    'other-grid': {
      message: '掩膜与图像不在同一网格上。',
      advice: '请先将其转换到图像的网格。',
    },
    resegmented: {
      message: '再分割后，{{count}} 个体素中剩余 {{left}} 个。',
      advice: '请扩大 resegmentRange。',
    },
    'several-slices': {
      message: '掩膜跨越 {{count}} 个层面，而 shape2D 只适用于一个层面。',
      advice: '请不使用 shape2D，或选择单一层面的掩膜。',
    },
    'single-voxel': {
      message: '掩膜只有一个体素。',
      advice: '请勾画含多个体素的病灶。',
    },
    'single-voxel-left': {
      message: '插值和再分割后，掩膜中仅剩一个体素。',
      advice: '请勾画更大的病灶，或扩大再分割的范围。',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message: '模型需要特征 {{feature}}，而其参数未给出该特征。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    file: {
      message: '{{file}}：该文件：{{problem}}。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    'log-width': {
      message: 'LoG 的宽度不能为 {{sigma}} mm。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    'not-yaml': {
      message: '{{file}} 不是 YAML：{{problem}}',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    setting: {
      message: '{{file}}：{{setting}}：{{problem}}。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    'bins-too-narrow': {
      message: '宽度为 {{width}} 的分箱使病灶的灰度级超过 {{most}} 个。',
      advice: '请选择更宽的分箱。',
    },
    'spacing-too-coarse': {
      message: '间距为 {{spacing}} mm 时，病灶中没有剩余体素。',
      advice: '请选择小于病灶大小的间距。',
    },
    'spacing-too-fine': {
      message: '间距 {{spacing}} mm 将病灶的包围盒划分为过多体素，超出可容纳的数量。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    'unknown-feature': {
      message: '特征类 {{featureClass}} 没有特征 {{feature}}。',
      advice: '请更正参数；可用参数见 docs/radiomics.md。',
    },
    'trusted-keys': {
      message: '{{place}} 未列出密钥（{{problem}}）。',
      advice:
        '请写入由含 name 和 publicKey 的对象组成的列表，格式同 mutation-prediction sign key 的输出。',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: '服务器 {{server}} 未说明其模型 {{model}} 是什么。',
      advice: '请指定运行本软件的服务器，而不是其后端运行网络的服务器。',
    },
    'not-on-server': {
      message: '服务器 {{server}} 没有模型 {{model}}。',
      advice: '请选择该服务器已有的模型，或联系其管理员。',
    },
    'not-listed': {
      message: '服务器 {{server}} 未告知其有哪些模型。',
      advice: '请检查 app-config.js 中的 mutationPrediction.server 是否为此类服务器的地址。',
    },
    'no-card': {
      message: '服务器 {{server}} 没有模型 {{model}} 的模型卡。',
      advice: '请联系其管理员。',
    },
    'not-here': {
      message: '本机没有模型 {{model}}。',
      advice: '请选择本机已有的模型，或在服务器上运行该模型。',
    },
    'no-assets-url': {
      message: '该查看器未说明从何处提供 Mutation Prediction 的 Worker。',
      advice: '请在 app-config.js 中将 mutationPrediction.assetsUrl 设为扩展的 ESM 构建文件夹。',
    },
    'unknown-device': {
      message: 'app-config.js 中的 mutationPrediction.device 为“{{device}}”。',
      advice: '请设为以下值之一：{{devices}}。',
    },
    'unknown-place': {
      message: 'app-config.js 中的 mutationPrediction.server.place 为“{{place}}”。',
      advice: '请设为以下值之一：{{places}}。',
    },
    'unknown-server': {
      message: 'app-config.js 中的 mutationPrediction.server 为“{{server}}”。',
      advice:
        '请给出与查看器同源的地址（如 /inference），或以 https:// 开头的地址，且不含用户名和密码。',
    },
    'insecure-page': {
      message: '该页面不是安全上下文，因此无法校验模型。',
      advice: '请通过 HTTPS 或在 localhost 上打开查看器。',
    },
    'no-storage': {
      message:
        '该浏览器不为此页面保存文件，而模型 {{model}} 有 {{size}} MB，过大，无法为每个病灶重新下载。',
      advice: '请在普通窗口中通过 HTTPS 打开查看器，或在服务器上运行模型。',
    },
    'no-room': {
      message: '该浏览器没有空间存放模型 {{model}} 的 {{size}} MB。',
      advice: '请释放磁盘空间，或在服务器上运行模型。',
    },
    'no-package-read': {
      message: '无法读取任何模型包“{{model}}”。',
      advice: '请检查 app-config.js 中的 mutationPrediction.models。',
    },
    'not-fetched': {
      message: '无法获取 {{url}}：{{problem}}。',
      advice: '请检查网络连接，以及站点是否提供该模型包。',
    },
    'not-served': {
      message: '无法获取 {{url}}：服务器返回 {{status}}。',
      advice: '请检查网络连接，以及站点是否提供该模型包。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '请重试；如仍出现，请联系该查看器的管理员。',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}} 未描述模型训练所用的病例。',
      advice: '请使用模型包的其他版本。',
    },
    'no-views': {
      message: '模型 {{model}} 不使用病灶的视图。',
      advice: '请选择输入包含视图的模型包。',
    },
    'not-json': {
      message: '{{file}} 未描述模型包（不是 JSON）。',
      advice: '请检查地址，或将该文件与 models/model-package.schema.json 对照。',
    },
    schema: {
      message: '{{file}} 未描述模型包（{{problems}}）。',
      advice: '请检查地址，或将该文件与 models/model-package.schema.json 对照。',
    },
    'schema-more': {
      message: '{{file}} 未描述模型包（{{problems}}；另有 {{count}} 处）。',
      advice: '请检查地址，或将该文件与 models/model-package.schema.json 对照。',
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: '模型文件 {{file}} 的 SHA-256 为 {{found}}…，而不是 {{expected}}…。',
      advice: '文件已损坏，或不是 model.json 所描述的文件：请重新获取模型包。',
    },
    size: {
      message: '模型文件 {{file}} 为 {{found}} 字节，而不是 {{expected}} 字节。',
      advice: '文件已损坏，或不是 model.json 所描述的文件：请重新获取模型包。',
    },
  },
  'inference-failed': {
    'no-result': {
      message: '服务器的应答不是模型 {{model}} 的结果：{{problem}}。',
      advice: '请告知服务器管理员；其版本可能与本程序不同。',
    },
    'failed-on-server': {
      message: '模型 {{model}} 运行失败：{{problem}}',
      advice: '请将此消息告知服务器管理员。',
    },
    'no-activation-maps': {
      message: '模型 {{model}} 未返回其输入“{{input}}”的可用激活图。',
      advice: '请使用模型包的其他版本。',
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message: '模型 {{model}} 未返回可与其训练数据比较的特征。',
      advice: '请使用模型包的其他版本。',
    },
    'no-output': {
      message: '模型 {{model}} 未返回输出“{{output}}”。',
      advice: '请重新运行；如再次出现，请使用其他设备或模型包的其他版本。',
    },
    'no-probabilities': {
      message: '模型 {{model}} 的输出“{{output}}”含有不是概率的值。',
      advice: '请重新运行；如再次出现，请使用其他设备或模型包的其他版本。',
    },
    'not-compiled': {
      message: '无法在 {{backend}} 上编译网络：{{problem}}',
      advice: '请重新运行；如再次失败，请重新加载页面并报告此消息。',
    },
    'not-run': {
      message: '无法在 {{backend}} 上运行网络：{{problem}}',
      advice: '请重新运行；如再次失败，请重新加载页面并报告此消息。',
    },
    'output-shape': {
      message: '模型 {{model}} 的输出“{{output}}”形状为 [{{found}}]，而不是 [{{expected}}]。',
      advice: '请重新运行；如再次出现，请使用其他设备或模型包的其他版本。',
    },
    'runtime-not-loaded': {
      message: '无法加载 ONNX Runtime（{{build}}）：{{problem}}',
      advice: '请检查站点是否提供扩展的 ESM 构建的全部文件。',
    },
    stopped: {
      message: '预测已中止：{{problem}}',
      advice: '请重新运行；如再次失败，请重新加载页面并报告此消息。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '请重新预测；如再次失败，请重新加载页面。',
    },
    'webgpu-only': {
      message: '该站点只允许使用 WebGPU。{{reason}}',
      advice:
        '请使用支持 WebGPU 的浏览器，或在 app-config.js 中将 mutationPrediction.device 设为 auto。',
    },
    'worker-not-loaded': {
      message: '无法从 {{url}} 加载推理 Worker。',
      advice: '请检查站点是否在与查看器同源的地址提供扩展的 ESM 构建。',
    },
    'worker-ended': {
      message: '浏览器终止了推理 Worker，可能是内存不足。',
      advice: '请关闭其他标签页后重新预测，或选择较小的模型。',
    },
    'worker-stopped': {
      message: '推理 Worker 已中止：{{problem}}',
      advice: '请检查站点是否在与查看器同源的地址提供扩展的 ESM 构建。',
    },
  },
  'model-changed': {
    'other-version': {
      message: '服务器上模型 {{model}} 的版本与本次请求所针对的版本不同。',
      advice: '请重新打开该模型：其阈值或输入可能已更改。',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: '服务器 {{server}} 未给出可用的应答：{{problem}}',
      advice: '请告知服务器管理员，或在本机运行模型。',
    },
    silent: {
      message: '服务器 {{server}} 没有应答。',
      advice: '请检查其地址和网络连接，或在本机运行模型。',
    },
    'not-ready': {
      message: '服务器 {{server}} 尚未准备好运行模型。',
      advice: '请稍后重试，或在本机运行模型。',
    },
    'too-late': {
      message: '服务器 {{server}} 应答超时。',
      advice: '请重试，或在本机运行模型。',
    },
  },
  'server-busy': {
    full: {
      message: '服务器 {{server}} 目前任务过多。',
      advice: '请一分钟后重试，或在本机运行模型。',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: '服务器 {{server}} 不允许您使用模型 {{model}}。',
      advice: '请联系服务器管理员。',
    },
    'not-allowed-at-all': {
      message: '服务器 {{server}} 不允许您使用该服务器。',
      advice: '请联系服务器管理员。',
    },
    request: {
      message: '服务器 {{server}} 拒绝了请求：{{problem}}',
      advice: '其版本可能与本程序不同。',
    },
    'unknown-user': {
      message: '服务器 {{server}} 无法确认您的身份。',
      advice: '请重新登录，或提供有效的令牌。',
    },
  },
  'worker-failed': {
    features: {
      message: '计算特征的一个 Worker 已中止：{{problem}}。',
      advice: '请重新计算；如仍出现，请减少 Worker 数或图像类型。',
    },
    'features-not-loaded': {
      message: '计算特征的一个 Worker 已中止：无法加载。',
      advice: '请重新计算；如仍出现，请减少 Worker 数或图像类型。',
    },
    object: {
      message: '无法读取 {{object}}：{{problem}}。',
      advice: '对象可能已损坏：请从生成该对象的系统重新导出，或重新加载检查。',
    },
    'object-closed': {
      message: '无法读取 {{object}}：其所属检查已关闭。',
      advice: '对象可能已损坏：请从生成该对象的系统重新导出，或重新加载检查。',
    },
    'object-slow': {
      message: '无法读取 {{object}}：耗时超过 {{seconds}} s。',
      advice: '对象可能已损坏：请从生成该对象的系统重新导出，或重新加载检查。',
    },
    'parser-not-loaded': {
      message: '无法读取 {{object}}：无法加载 {{url}}。',
      advice: '对象可能已损坏：请从生成该对象的系统重新导出，或重新加载检查。',
    },
    segmenter: {
      message: '无法分割该结节：{{problem}}。',
      advice: '请重新点击结节；如仍失败，请用画笔勾画。',
    },
    'segmenter-not-loaded': {
      message: '无法分割该结节：无法加载 {{url}}。',
      advice: '请重新加载页面；如仍失败，请联系安装该扩展的人员。',
    },
    segmentation: {
      message: '无法读取该分割：{{problem}}。',
      advice: '请重新加载检查；如仍失败，请附上此消息报告。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '请重新计算；如再次失败，请重新加载页面。',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message: '该预测所用的图像没有 DICOM 标识，因此 DICOM 报告无法引用它。',
      advice: '请在 DICOM 序列上预测，或将结果保存为 JSON。',
    },
  },
  'invalid-report': {
    'class-uid': {
      message: '无法写入报告：“{{concept}}”的 SOP Class UID 不是有效的 UID。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'code-part-not-ascii': {
      message: '无法写入报告：$t(terms.code.{{part}})“{{text}}”含有非 ASCII 字符。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'code-part-too-long': {
      message: '无法写入报告：$t(terms.code.{{part}})“{{text}}”超过 {{maximum}} 个字符。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'contours-changed': {
      message: '{{lesion}} 的轮廓已与预测时不同。',
      advice: '请重新预测，然后保存。',
    },
    'different-facts': {
      message: '无法写入报告：各预测所用的 {{key}} 值不同。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'document-uid': {
      message: '无法写入报告：{{attribute}} 不是有效的 UID。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'empty-container': {
      message: '无法写入报告：容器“{{concept}}”为空。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'empty-text': {
      message: '无法写入报告：“{{concept}}”的文本为空。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'explanation-class': {
      message: '无法写入报告：可视化解释既不是 Parametric Map，也不是 SEG。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'explanation-segment': {
      message: '无法写入报告：可视化解释是没有编号的 SEG 分段，或带有编号的图。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'explanation-target': {
      message: '无法写入报告：某可视化解释针对的内容未作预测。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'frame-number': {
      message: '无法写入报告：“{{concept}}”没有有效的帧编号。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'instance-uid': {
      message: '无法写入报告：“{{concept}}”的 SOP Instance UID 不是有效的 UID。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'invalid-fields': {
      message: '无法写入报告：{{fields}} 无效。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'no-code-part': {
      message: '无法写入报告：某概念（“{{concept}}”）没有$t(terms.code.{{part}})。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'no-lesion': {
      message: '无法写入报告：没有病灶。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'no-seg': {
      message: '无法写入报告：病灶不是以 DICOM SEG 的分段给出的。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'not-finite': {
      message: '无法写入报告：“{{concept}}”不是有限数值。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'other-image': {
      message: '无法写入报告：预测是在另一图像上进行的（{{attribute}} 不同）。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'other-segment': {
      message: '无法写入报告：预测是在另一分段上进行的。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'other-study': {
      message: '无法写入报告：患者属性与图像不属于同一检查。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    outdated: {
      message: '生成报告期间结果已过期；未保存任何内容。',
      advice: '请重新预测并保存新结果。',
    },
    relationship: {
      message:
        '无法写入报告：“{{concept}}”（{{type}}）不能以 {{relationship}} 关系包含 {{childType}}。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'same-run-twice': {
      message: '无法写入报告：同一次运行被报告了两次。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'segment-number': {
      message: '无法写入报告：“{{concept}}”没有有效的分段编号。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'text-not-ascii': {
      message: '无法写入报告：“{{concept}}”的文本含有非 ASCII 字符。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    uid: {
      message: '无法写入报告：“{{concept}}”不是有效的 UID。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '请重新预测并保存新结果。',
    },
    unsound: {
      message: '无法写入报告：{{problem}}。',
      advice: '未保存任何内容。请连同所用的模型包一并报告。',
    },
    'not-ours-to-sign': {
      message: '报告 {{report}} 来自其他系统，或不带本产品的标识。',
      advice: '请签署由本产品生成的报告。',
    },
  },
  'store-refused': {
    failed: {
      message: '服务器拒绝了报告：$t(terms.storeFailure.{{failure}})（{{status}}H）。',
      advice: '请重试、下载报告，或联系 PACS 管理员。',
    },
    'no-answer': {
      message: '服务器没有应答。',
      advice: '请检查连接，然后重试。',
    },
    'no-reason': {
      message: '服务器拒绝了报告：未给出原因。',
      advice: '请重试、下载报告，或联系 PACS 管理员。',
    },
    'no-store': {
      message: '该查看器的数据源无法存储 DICOM 对象。',
      advice: '请下载报告，并以其他方式发送到 PACS。',
    },
    'not-listed': {
      message: '服务器已应答，但未将报告列入已存储的对象。',
      advice: '请重试、下载报告，或联系 PACS 管理员。',
    },
    refused: {
      message: '服务器拒绝了报告：HTTP {{status}}。',
      advice: '请重试、下载报告，或联系 PACS 管理员。',
    },
    'refused-because': {
      message: '服务器拒绝了报告：{{problem}}（HTTP {{status}}）。',
      advice: '请重试、下载报告，或联系 PACS 管理员。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '请重试，或下载报告；在此之前报告保留于此。',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: '该点位于 CT 之外。',
      advice: '请选择该 CT 中结节内的一点；毫米坐标以患者坐标系 L、P、S 计。',
    },
    'no-lung': {
      message: '该点附近没有含气肺组织。',
      advice: '请点击肺内的结节，或用画笔勾画病灶。',
    },
    air: {
      message: '该点位于空气中，不在结节内。',
      advice: '请点击结节本身。',
    },
    bone: {
      message: '该点位于骨内。',
      advice: '请点击肺内的结节，或用画笔勾画病灶。',
    },
    'outside-lung': {
      message: '该点位于肺外。',
      advice: '请点击肺内的结节，或用画笔勾画病灶。',
    },
    'no-ct-there': {
      message: '该视口未显示可读取的 CT。',
      advice: '请在显示 CT 序列的视口中点击结节。',
    },
    'only-lung': {
      message: '该点处只有含气肺组织。',
      advice: '请点击结节内密度较高处；密度与肺相差无几的结节须手工勾画。',
    },
    'too-thin': {
      message: '该点处的结构过细，不像结节，可能是血管。',
      advice: '请点击结节中央，或用画笔勾画。',
    },
  },
  cancelled: {
    run: {
      message: '运行已取消。',
    },
  },
  'signature-invalid': {
    model: {
      message: '模型包 {{model}} 在签名后被更改。',
      advice: '请勿使用。请从制作者处重新获取，并核对签名。',
    },
    report: {
      message: '报告 {{report}} 在签名后被更改。',
      advice: '请勿采信。请从签名者处获取原件。',
    },
  },
  'invalid-request': {
    'no-output': {
      message: '模型 {{model}} 没有输出“{{output}}”。',
      advice: '可请求：{{available}}。',
    },
    pipeline: {
      message: '无法读取对模型 {{model}} 的请求：{{problem}}。',
      advice: '请发送模型元数据所列的内容。',
    },
  },
} as const;
