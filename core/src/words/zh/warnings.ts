/** What limits a prediction, in Simplified Chinese. */
export const warnings = {
  'not-from-patients':
    '该模型至多从人造图像中学习，从未学习过患者的图像。其结果不能说明这位患者的任何情况。',
  'demonstration-weights': '演示用权重：这些数值对患者没有任何意义。训练数据：{{trainedOn}}',
  'shown-although-withheld': '模型的数值本不予显示，因用户要求而显示。不可采信。',
  'other-structure': {
    coded: '该分段的编码为“{{structure}}”，不是肺部病灶。请选择包含病灶的分段。',
    elsewhere:
      '该分段的编码为“{{structure}}”的病灶；模型只读取肺部病灶。请选择包含肺部病灶的分段。',
  },
  'implausible-hu': {
    flat: '病灶周围 {{reach}} mm 内的 CT 值几乎没有变化：不是患者的数值。请选择原始 CT 序列。',
    low: '病灶周围 {{reach}} mm 内 $t(terms.share.{{share}}) 的体素值低于空气：不是 Hounsfield 单位。请选择原始 CT 序列。',
    high: '病灶周围 {{reach}} mm 内 $t(terms.share.{{share}}) 的体素密度与骨皮质相当：不是胸部的 Hounsfield 单位。请选择原始 CT 序列。',
  },
  'outside-lung': {
    none: '病灶周围 {{reach}} mm 内没有含气肺组织：病灶位于肺外，或 CT 值不是 Hounsfield 单位。请检查轮廓和 CT 序列是否正确。',
    apart:
      '病灶周围仅 $t(terms.share.{{share}}) 为含气肺组织：病灶位于肺外，或位于不含气的肺内。请检查轮廓。',
  },
  'contours-on-air': '轮廓内只有空气，没有组织（中位数 {{median}} HU）。请检查轮廓是否位于病灶上。',
  'contours-on-bone':
    '病灶的 $t(terms.share.{{share}}) 密度与骨相当：是骨或已钙化，两者均不适用于本模型。请检查轮廓。',
  'contours-on-lung': '轮廓内是正常肺组织：密度仅比周围肺高 {{contrast}} HU。请勾画病灶本身。',
  'outside-field':
    '病灶仅有 $t(terms.share.{{share}}) 位于模型所见的 CT 范围（其中心周围）内。请选择分段的一个部分，或选择其他模型。',
  'coded-otherwise': '该分段的编码为“{{structure}}”，而不是病灶。请检查分段是否正确。',
  'little-lung':
    '病灶周围仅 $t(terms.share.{{share}}) 为含气肺组织。请检查其与胸壁、纵隔或膈肌的交界。',
  'little-tissue':
    '轮廓内仅 $t(terms.share.{{share}}) 的密度高于 −500 HU；其余可能是正常肺组织。请检查轮廓是否位于病灶上。',
  'dense-parts': '病灶的 $t(terms.share.{{share}}) 密度与骨相当。请检查轮廓内是否含有肋骨或椎骨。',
  'blood-density': '病灶密度与含对比剂的血液相当（中位数 {{median}} HU）。请检查它是否为血管。',
  'unusual-lung':
    '病灶周围的肺为 {{median}} HU，通常为 {{low}} 至 {{high}} HU。肺气肿、积液或未校准的 CT 会改变模型所见。',
  'lesion-exceeds-field': '病灶的 $t(terms.share.{{share}}) 位于模型所见的 {{field}} mm 视野之外。',
  'lesion-touches-field': '病灶距模型所见的 {{field}} mm 视野边缘不足 {{clearance}} mm。',
  'lesion-small': '病灶长 {{diameter}} mm；小于 {{least}} mm 则过小，无法判读。',
  'lesion-few-slices_other':
    '病灶仅在 {{count}} 个层面上有轮廓；需要 {{least}} 个或更多层面才能看出其形状。',
  'lesion-in-parts': '病灶由 {{count}} 个分离的部分组成；视野以其整体为中心。',
  'thick-slices': '层厚为 {{thickness}} mm；超过 {{most}} mm 会使病灶模糊。',
  'not-chest': '该 CT 的检查部位为 {{bodyPart}}，不是胸部。',
  'contrast-unknown': '该 CT 未说明是否使用对比剂，或在哪个期相采集。',
  'clinical-missing': {
    none: '$t(terms.clinical.{{field}})未知；模型在缺少该值的情况下计算。',
    age: '年龄未知；模型改用 {{value}} 岁计算。',
    height: '身高未知；模型改用 {{value}} cm 计算。',
    weight: '体重未知；模型改用 {{value}} kg 计算。',
    as: '$t(terms.clinical.{{field}})未知；模型改用“$t(terms.choice.{{choice}})”计算。',
    between:
      '$t(terms.clinical.{{field}})未知；模型改用介于“$t(terms.choice.{{lower}})”与“$t(terms.choice.{{upper}})”之间的值计算。',
    mixed: '$t(terms.clinical.{{field}})未知；模型改为不取特定值计算。',
  },
  'radiomics-missing': {
    feature:
      '该病灶的 {{count}} 个影像组学特征中有 {{missing}} 个无法获取（{{feature}}）；模型改用训练数据的常见值计算。',
    features:
      '该病灶的 {{count}} 个影像组学特征中有 {{missing}} 个无法获取（{{feature}} 及另外 {{others}} 个）；模型改用训练数据的常见值计算。',
  },
  'unlike-training-data': {
    network:
      '该病灶与模型训练所用的病灶不相似，尤其是网络从中提取的内容：在训练病灶中，至多 {{share}}% 如此不寻常。',
    region:
      '该病灶与模型训练所用的病灶不相似，尤其是病灶内及周围的 CT：在训练病灶中，至多 {{share}}% 如此不寻常。',
    radiomics:
      '该病灶与模型训练所用的病灶不相似，尤其是其影像组学特征：在训练病灶中，至多 {{share}}% 如此不寻常。',
  },
  'segmentation-resampled': {
    ct: '轮廓勾画时所用的体素与该 CT 的体素不同；其边界可能偏差半个体素。',
    image: '{{file}} 勾画时所用的体素与图像的体素不同；其边界可能偏差半个体素。',
  },
  'contours-overlap_other':
    '{{segment}} 的轮廓在 {{count}} 个层面上重复或相互重叠；{{voxels}} 个体素取决于如何解读。',
  'other-ct': {
    named:
      '{{contours}} 勾画于 {{drawnOn}}，而在 {{ct}} 上读取：在另一期相或重建中，病灶可能位于别处。',
    series:
      '{{contours}} 勾画于序列 {{drawnOn}}，而在 {{ct}} 上读取：在另一期相或重建中，病灶可能位于别处。',
    images:
      '{{contours}} 勾画时所用的图像不在读取所用的 {{ct}} 之中：在另一期相或重建中，病灶可能位于别处。',
  },
  'other-patient': {
    contours:
      '{{contours}} 与 {{ct}} 的$t(terms.attribute.{{attributes}})不一致；用户已确认它们属于同一患者。',
    report:
      '{{file}} 与 {{ct}} 的$t(terms.attribute.{{attributes}})不一致；用户已确认它们属于同一患者。',
    images:
      '{{ct}} 的文件之间$t(terms.attribute.{{attributes}})不一致；用户已确认它们属于同一患者。',
  },
  'device-fallback': '模型在 $t(terms.backend.{{backend}}) 上运行。$t(terms.fallback.{{why}})',
} as const;
