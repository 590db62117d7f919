/** What was refused and what to do about it, in Japanese; the English sentences say what each is for. */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: 'ファイルにDICOM Part 10ヘッダーがありません。',
      advice: 'DICOMファイルを選択してください。',
    },
    'no-prefix': {
      message: '{{file}}はDICOMファイルではありません。',
      advice: 'DICOM（Part 10）としてエクスポートしたファイルを選択してください。',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message: '{{segment}}の輪郭がこのCTシリーズのスライスと平行ではありません。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
    'drawn-otherwise': {
      message: '{{segmentation}}はブラシでも輪郭でも描画されていません。',
      advice: 'ブラシで病変を塗るか、輪郭を描画してください。',
    },
    'foreign-report': {
      message: 'レポート{{report}}は本製品の変異予測ではありません。',
      advice: '作成元のビューアで開くか、本製品を更新してください。',
    },
    'map-pixels': {
      message: '{{object}}の値は32ビット浮動小数点数で保存されていません。',
      advice: '作成元のビューアで開いてください。',
    },
    'multi-frame': {
      message: '{{image}}はマルチフレーム画像です。',
      advice: 'シリーズをシングルフレームのCT画像として読み込んでください。',
    },
    'newer-report': {
      message: 'レポート{{report}}は新しいバージョンで作成されています。',
      advice: '作成元のビューアで開くか、本製品を更新してください。',
    },
    'no-measurements': {
      message: 'レポート{{report}}に病変の計測値がありません。',
      advice: '作成元のビューアで開いてください。',
    },
    'no-parametric-map': {
      message: '{{object}}はDICOM Parametric Mapではありません（{{type}}）。',
      advice: 'レポートとともに保存されたマップを選択してください。',
    },
    'no-segmentation': {
      message: '{{object}}はDICOMセグメンテーションでも構造セットでもありません（{{type}}）。',
      advice: 'SEGまたはRTSTRUCTオブジェクトを選択してください。',
    },
    'not-fetched': {
      message: '{{object}}をPACSから取得できませんでした。',
      advice: '検査を再読み込みしてください。解決しない場合はPACSの管理者にご連絡ください。',
    },
    'not-fetched-status': {
      message: '{{object}}をPACSから取得できませんでした（HTTP {{status}}）。',
      advice: '検査を再読み込みしてください。解決しない場合はPACSの管理者にご連絡ください。',
    },
    'not-hounsfield': {
      message:
        '{{image}}の値はHounsfield単位ではありません：{{photometric}}、{{bitsAllocated}}ビット中{{bitsStored}}ビット、Rescale Slope {{slope}}、Rescale Type {{type}}。',
      advice: '元のCT画像をエクスポートしてください。',
    },
    'no-numbers': {
      message_other: '{{image}}には数値でないボクセルが{{count}}個あります。',
      advice: '本来の値を設定してください。例えば撮影視野外は−1000 HUとします。',
    },
    'other-codestream-bits': {
      message:
        '{{object}}のピクセルデータが属性と一致しません：コードストリームが1サンプルあたり$t(terms.sign.{{codedSign}}){{codedBits}}ビットですが、{{bitsAllocated}}ビット中$t(terms.sign.{{sign}}){{bitsStored}}ビット、最上位はビット{{highBit}}のはずです。',
      advice: 'Explicit VR Little Endianで再度エクスポートしてください。',
    },
    'other-codestream-size': {
      message:
        '{{object}}のピクセルデータが属性と一致しません：コードストリームが{{components}} × {{codedColumns}} × {{codedRows}}サンプルですが、1 × {{columns}} × {{rows}}のはずです。',
      advice: 'Explicit VR Little Endianで再度エクスポートしてください。',
    },
    'pixel-format': {
      message:
        '{{object}}は1ピクセルあたり{{bits}}ビットのサンプルを{{samples}}個持ちます。読み込めるのは1、8、16ビットのサンプル1個のみです。',
      advice: 'グレースケール画像として再度エクスポートしてください。',
    },
    preview: {
      message:
        'ビューアが保持する{{image}}は{{columns}} × {{rows}}ではなく{{shownColumns}} × {{shownRows}}ピクセルです。',
      advice: '検査を再読み込みするか、非可逆プレビューの無効化を管理者に依頼してください。',
    },
    'segmentation-type': {
      message:
        '{{object}}は{{type}}型のセグメンテーションです。読み込めるのはBINARY、FRACTIONAL、LABELMAPです。',
      advice: 'セグメンテーションをいずれかの型で保存してください。',
    },
    'studies-not-searched': {
      message: 'PACSでこの患者の他の検査を検索できませんでした。',
      advice: '検査を再読み込みしてください。解決しない場合はPACSの管理者にご連絡ください。',
    },
    'too-many-pixels': {
      message:
        '{{object}}は圧縮ピクセルが{{columns}} × {{rows}}とされていますが、CTではあり得ない大きさです。',
      advice: 'Explicit VR Little Endianで再度エクスポートしてください。',
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message:
        '{{object}}のピクセルは{{transferSyntax}}で符号化されており、ここでは読み込めません。',
      advice: 'Explicit VR Little Endianで再度エクスポートしてください。',
    },
    retired: {
      message: '{{file}}は規格から廃止された{{transferSyntax}}で符号化されています。',
      advice: 'Explicit VR Little Endianで再度エクスポートしてください。',
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}}の$t(terms.attribute.{{keyword}})の値が{{found}}個ありますが、{{needed}}個のはずです。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'attribute-not-a-number': {
      message: '{{object}}の$t(terms.attribute.{{keyword}})が数値ではありません。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'attributes-unreadable': {
      message: '{{file}}は破損しています：属性を読み込めません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'damaged-attribute': {
      message: '{{object}}は破損しています：一部を読み込めません（{{keyword}}）。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'element-too-long': {
      message: '{{file}}は破損しています：要素がそれを含む範囲より長くなっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'ends-early': {
      message: '{{file}}は破損しています：データセットが途中で終わっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'frame-of-unknown-segment': {
      message: '{{object}}のフレーム{{frame}}が示すセグメント{{segment}}は記述されていません。',
      advice: '作成元のシステムからセグメンテーションを再度エクスポートしてください。',
    },
    'frame-size': {
      message: '{{object}}は{{columns}} × {{rows}}ピクセルのフレームが{{frames}}個とされています。',
      advice: '作成元のシステムから再度エクスポートしてください。',
    },
    'frame-without-segment': {
      message: '{{object}}のフレーム{{frame}}に、どのセグメントを示すかの記載がありません。',
      advice: '作成元のシステムからセグメンテーションを再度エクスポートしてください。',
    },
    'frames-coincide': {
      message: '2つのフレームが{{segment}}の同じ位置を示しています。',
      advice: '作成元のシステムからセグメンテーションを再度エクスポートしてください。',
    },
    'frames-undescribed': {
      message: '{{object}}は{{frames}}フレーム中{{described}}フレームしか記述していません。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'incomplete-contour': {
      message: '{{object}}のROI {{roi}}に、点が不完全な輪郭があります。',
      advice: '作成元のシステムから構造セットを再度エクスポートしてください。',
    },
    'inflates-too-far': {
      message: '{{file}}は展開すると{{limit}}バイトを超えます。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'nested-too-deeply': {
      message: '{{file}}は破損しています：シーケンスの入れ子が深すぎます。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'no-attribute': {
      message: '{{object}}に$t(terms.attribute.{{keyword}})がありません。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'no-fragment': {
      message: '{{file}}は破損しています：カプセル化データにフラグメント以外のものがあります。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'no-item': {
      message: '{{file}}は破損しています：シーケンスにアイテム以外のものがあります。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'no-metadata': {
      message: '{{image}}に$t(terms.attribute.{{keyword}})がありません。',
      advice: '撮影装置またはPACSから画像を再度エクスポートしてください。',
    },
    'no-place': {
      message: '{{object}}に、ピクセルの患者内での位置の記載がありません。',
      advice:
        '撮影装置またはPACSから、位置・方向・間隔を含めて画像を再度エクスポートしてください。',
    },
    'report-attribute': {
      message: 'レポート{{report}}は破損しています：$t(terms.attribute.{{keyword}})がありません。',
      advice: 'レポートを再取得するか、予測をやり直してください。',
    },
    'report-changed': {
      message: 'レポート{{report}}は破損しています：一部が欠落または変更されています。',
      advice: 'レポートを再取得するか、予測をやり直してください。',
    },
    'report-fields': {
      message: 'レポート{{report}}は破損しています：{{fields}}を読み込めません。',
      advice: 'レポートを再取得するか、予測をやり直してください。',
    },
    'report-without-lesion': {
      message: 'レポート{{report}}は破損しています：病変がありません。',
      advice: 'レポートを再取得するか、予測をやり直してください。',
    },
    undecodable: {
      message: 'DICOMファイルを復号できませんでした。',
      advice: '作成元のシステムからオブジェクトを再度エクスポートしてください。',
    },
    'unknown-keyword': {
      message: 'DICOMオブジェクトを書き込めません：{{keyword}}はDICOM属性ではありません。',
      advice: '元画像の属性を修正するか、不具合として報告してください。',
    },
    unreadable: {
      message: '{{object}}を読み込めませんでした。',
      advice:
        '検査を再読み込みしてください。解決しない場合はブラウザのコンソール出力を添えて報告してください。',
    },
    'value-beyond-maximum': {
      message: '{{object}}に値{{value}}がありますが、最大値は{{maximum}}です。',
      advice: '作成元のシステムからセグメンテーションを再度エクスポートしてください。',
    },
    'value-too-long': {
      message:
        'DICOMオブジェクトを書き込めません：$t(terms.attribute.{{keyword}})は{{length}}文字ですが、{{vr}}の上限は{{maximum}}文字です。',
      advice: '元画像の属性を修正するか、不具合として報告してください。',
    },
  },
  'no-ct': {
    'no-series': {
      message: '{{folder}}にCTシリーズがありません。',
      advice: 'CT画像を含むフォルダを指定してください。',
    },
    'none-readable': {
      message: 'この検査には読み込めるCTシリーズがありません。',
      advice: '胸部CTを含む検査を開いてください。',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}}は{{folder}}の{{count}}個のCTシリーズに該当します：{{series}}。',
      advice: '--series UIDで1つ選択するか、シリーズが1つだけのフォルダを指定してください。',
    },
    phases: {
      message:
        '{{segmentation}}には描画に使用したCTシリーズ（{{series}}）の記載はありますが、どの時相かの記載がありません：{{phases}}。',
      advice: '--phaseで1つ選択するか、単一時相のシリーズに病変を描画してください。',
    },
    'phases-of-study': {
      message: '{{segmentation}}はCTシリーズのどの時相に描画されたかを示していません：{{phases}}。',
      advice: 'ここで時相を選択してください。',
    },
    'of-study': {
      message: '{{segmentation}}はこの検査の{{count}}個のCTシリーズに該当します：{{series}}。',
      advice: 'ここで描画に使用したCTを選択してください。',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        '{{series}}のスライス間隔が均一ではありません：スライス{{first}}と{{second}}の間（{{firstImage}}、{{secondImage}}）が{{usual}} mmではなく{{gap}} mmです。',
      advice: '欠落したスライスを読み込むか、別のシリーズを選択してください。',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message:
        '{{series}}のスライスが横方向に最大{{shift}} mmずれています：ガントリーが約{{angle}}°傾いています。',
      advice:
        'ガントリー傾斜のないシリーズを選択するか、先に垂直なスライスに再サンプリングしてください。',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}}：{{image}}はシリーズのスライスとは別の単独の画像です。',
      advice: '平行なスライスの1つのスタックからなるシリーズを選択してください。',
    },
    'different-frames-of-reference': {
      message:
        '{{series}}に異なる基準座標系の画像が混在しています（{{firstImage}}、{{secondImage}}）。',
      advice: '平行なスライスの1つのスタックからなるシリーズを選択してください。',
    },
    'different-rasters': {
      message:
        '{{series}}に異なる方向またはピクセル間隔の画像が混在しています（{{firstImage}}、{{secondImage}}）。',
      advice: '平行なスライスの1つのスタックからなるシリーズを選択してください。',
    },
    'different-sizes': {
      message:
        '{{series}}に異なるサイズの画像が混在しています（{{firstImage}}、{{secondImage}}）。',
      advice: '平行なスライスの1つのスタックからなるシリーズを選択してください。',
    },
    'frames-off-grid': {
      message: '{{segment}}のフレームが1つのグリッド上にありません。',
      advice: '規則的なシリーズでセグメンテーションを描画または保存し直してください。',
    },
    'no-slice-thickness': {
      message: '{{series}}はスライス厚のない1枚の画像です。',
      advice: '複数スライスのシリーズを選択してください。',
    },
    'other-size': {
      message: '{{segmentation}}はこのCTシリーズと異なるサイズの画像で描画されています。',
      advice: 'このシリーズに描画してください。',
    },
    'repeated-positions': {
      message: '{{series}}には同じ位置の画像が複数あります。',
      advice: 'ダイナミックや同期撮影ではなく、1位置に1画像のシリーズを選択してください。',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}}にセグメント{{segment}}はありません。セグメントが1つもありません。',
      advice: '含まれるセグメントを選択してください。',
    },
    gone: {
      message: 'この病変はもう存在しません。',
      advice: '別の病変を選択してください。',
    },
    none: {
      message: '{{segmentation}}にセグメントがありません。',
      advice: '病変を描画するか、別のセグメンテーションを選択してください。',
    },
    'not-in-object': {
      message: '{{object}}にセグメント{{segment}}はありません。あるのは{{offered}}です。',
      advice: '含まれるセグメントを選択してください。',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: '{{segment}}にこのCTシリーズのボクセルが1つもありません。',
      advice: '別のセグメントを選択するか、このセグメントを描画し直してください。',
    },
    'nothing-on-ct': {
      message: 'このCT上でセグメントにボクセルがありません。',
      advice: '病変を描画するか、別のセグメントを選択してください。',
    },
    'nothing-to-save': {
      message: 'セグメント「{{label}}」にボクセルがないため、保存するものがありません。',
      advice: '先に描画するか、除外してください。',
    },
    several: {
      message:
        '{{segmentation}}の{{count}}個のセグメントに、このCTシリーズのボクセルがありません。',
      advice: '別のセグメントを選択するか、これらのいずれかを描画してください。',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message:
        '{{object}}のピクセルデータが不完全です：{{needed}}バイト必要ですが、{{found}}バイトしかありません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'codestream-damaged': {
      message:
        '{{object}}のピクセルデータが不完全です：コードストリームが破損しているか、コーデックで読み込めない符号化です。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'codestream-incomplete': {
      message:
        '{{object}}のピクセルデータが不完全です：コードストリームの内容がヘッダーの記載より少なくなっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'codestream-short': {
      message: '{{object}}のピクセルデータが不完全です：コードストリームが途中で終わっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'fragments-short': {
      message:
        '{{object}}のピクセルデータが不完全です：カプセル化されたピクセルデータが途中で終わっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'fragments-unassigned': {
      message:
        '{{object}}のピクセルデータが不完全です：フレームは{{frames}}個ですが、ピクセルデータのフラグメントは{{fragments}}個です。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'frame-short': {
      message:
        '{{object}}のピクセルデータが不完全です：{{columns}} × {{rows}}ピクセルのフレームが途中で終わっています。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'frames-short': {
      message:
        '{{object}}のピクセルデータが不完全です：{{columns}} × {{rows}}ピクセルの{{frames}}フレームには{{needed}}バイト必要ですが、{{found}}バイトしかありません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'no-codestream': {
      message:
        '{{object}}のピクセルデータが不完全です：フレームの先頭がコードストリームではありません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'no-fragments': {
      message: '{{object}}のピクセルデータが不完全です：フラグメントがありません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    none: {
      message: '{{object}}のピクセルデータが不完全です：ピクセルデータがありません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
    'offset-table': {
      message:
        '{{object}}のピクセルデータが不完全です：拡張オフセットテーブルが{{frames}}フレーム中{{found}}フレームしか指していません。',
      advice: '作成元のシステムからファイルを再度コピーまたはエクスポートしてください。',
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: 'このCTシリーズは{{segment}}と基準座標系が異なります。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
    'than-folder': {
      message: '{{segmentation}}は{{folder}}のCTと基準座標系が異なります。',
      advice: '描画に使用したCTを含むフォルダを指定してください。',
    },
    'than-study': {
      message: '{{segmentation}}はこの検査のCTと基準座標系が異なります。',
      advice: '描画に使用したCTを開くか、セグメンテーションをこのCTに位置合わせしてください。',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}}と{{ct}}で$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        '併用しないでください。PACSの管理者に連絡し、誤ったものを正しい場所に登録し直してもらってください。',
    },
    'contours-named': {
      message:
        '{{contours}}と{{ct}}で$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        'このCTの輪郭を指定してください。別々に匿名化されたもので、同一患者とわかっている場合は--accept-other-patientを指定してください。',
    },
    images: {
      message:
        '{{ct}}の画像間で$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        '使用しないでください。PACSの管理者に連絡し、誤ったものを正しい場所に登録し直してもらってください。',
    },
    'images-named': {
      message:
        '{{ct}}のファイル間で$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        '1人の患者のファイルだけを残してください。別々に匿名化されたもので、同一患者とわかっている場合は--accept-other-patientを指定してください。',
    },
    predecessor: {
      message:
        '置き換えるレポートとCTで$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        '検査を再読み込みし、レポートが誤って登録されていることをPACSの管理者に連絡してください。',
    },
    report: {
      message:
        'このレポートとCTで$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        'レポートは表示されません。PACSの管理者に連絡し、正しい場所に登録し直してもらってください。',
    },
    study: {
      message:
        '{{ct}}とこの検査の別のCTで$t(terms.attribute.{{attributes}})が一致しません：別の患者のものである可能性があります。',
      advice:
        '何も保存されません。PACSの管理者に連絡し、誤ったシリーズを正しい場所に登録し直してもらってください。',
    },
  },
  'segment-outside-image': {
    contours: {
      message:
        '{{segment}}の輪郭面{{total}}枚中{{outside}}枚がこのCTシリーズの外にはみ出しています。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
    'other-images': {
      message: '{{segmentation}}はこのCTシリーズに含まれない画像で描画されています。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
    part: {
      message: '{{segment}}のボクセル{{total}}個中{{outside}}個がこのCTシリーズの外にあります。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
    whole: {
      message: '{{segment}}の全体がこのCTシリーズの外にあります。',
      advice: '描画に使用したCTシリーズを選択してください。',
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: 'マスクの広がりは{{dimensions}}軸ですが、{{least}}軸必要です。',
      advice: 'より大きい病変を描画するか、minimumROIDimensionsを下げてください。',
    },
    'few-voxels': {
      message: 'マスクのボクセルは{{count}}個ですが、{{least}}個より多く必要です。',
      advice: 'より大きい病変を描画するか、minimumROISizeを下げてください。',
    },
    'filtered-not-numbers': {
      message: 'フィルタ処理後の画像のマスク内に、数値でないボクセルがあります。',
      advice: '画像の該当ボクセルを置き換えるか、フィルタを外してください。',
    },
    'no-spacing': {
      message: '画像にボクセル間隔の記載がありません。',
      advice: '間隔を含めて再度エクスポートしてください。',
    },
    'no-voxel': {
      message: 'マスクにボクセルがありません。',
      advice: '病変を描画するか、別のラベルを選択してください。',
    },
    'no-voxel-left': {
      message: '補間と再セグメンテーションの後、マスクにボクセルが残りません。',
      advice: 'より大きい病変を描画するか、再セグメンテーションの範囲を広げてください。',
    },
    'not-numbers': {
      message: '画像のマスク内に、数値でないボクセルがあります。',
      advice: '置き換えるか、マスクから除外してください。',
    },
    'other-grid': {
      message: 'マスクのグリッドが画像と異なります。',
      advice: '先に画像のグリッドに合わせてください。',
    },
    resegmented: {
      message: '再セグメンテーションの後、ボクセル{{count}}個中{{left}}個しか残りません。',
      advice: 'resegmentRangeを広げてください。',
    },
    'several-slices': {
      message: 'マスクは{{count}}スライスにわたりますが、shape2Dは1スライス用です。',
      advice: 'shape2Dを外すか、1スライスのマスクを選択してください。',
    },
    'single-voxel': {
      message: 'マスクのボクセルが1個しかありません。',
      advice: '複数ボクセルの病変を描画してください。',
    },
    'single-voxel-left': {
      message: '補間と再セグメンテーションの後、マスクのボクセルが1個しか残りません。',
      advice: 'より大きい病変を描画するか、再セグメンテーションの範囲を広げてください。',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message: 'モデルが必要とする特徴量{{feature}}が、そのパラメータでは得られません。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    file: {
      message: '{{file}}：ファイル：{{problem}}。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    'log-width': {
      message: 'LoGの幅を{{sigma}} mmにすることはできません。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    'not-yaml': {
      message: '{{file}}はYAMLではありません：{{problem}}',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    setting: {
      message: '{{file}}：{{setting}}：{{problem}}。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    'bins-too-narrow': {
      message: 'ビン幅{{width}}では病変のグレーレベルが{{most}}段階を超えます。',
      advice: 'より広いビン幅を選択してください。',
    },
    'spacing-too-coarse': {
      message: '間隔{{spacing}} mmでは病変のボクセルが残りません。',
      advice: '病変のサイズより小さい間隔を選択してください。',
    },
    'spacing-too-fine': {
      message: '間隔{{spacing}} mmでは病変を囲む領域のボクセルが多すぎて処理できません。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    'unknown-feature': {
      message: 'クラス{{featureClass}}に特徴量{{feature}}はありません。',
      advice: 'パラメータを修正してください。使用できるものはdocs/radiomics.mdにあります。',
    },
    'trusted-keys': {
      message: '{{place}}に鍵のリストがありません（{{problem}}）。',
      advice:
        'mutation-prediction sign keyの出力のように、nameとpublicKeyを持つオブジェクトのリストを記載してください。',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: 'サーバー{{server}}にモデル{{model}}の説明がありません。',
      advice:
        '背後でネットワークを実行するサーバーではなく、本ソフトウェアのサーバーを指定してください。',
    },
    'not-on-server': {
      message: 'サーバー{{server}}にモデル{{model}}がありません。',
      advice: 'サーバーにあるモデルを選択するか、サーバーの管理者にご連絡ください。',
    },
    'not-listed': {
      message: 'サーバー{{server}}からモデルの一覧を取得できません。',
      advice:
        'app-config.jsのmutationPrediction.serverが該当するサーバーのアドレスであることを確認してください。',
    },
    'no-card': {
      message: 'サーバー{{server}}にモデル{{model}}のモデルカードがありません。',
      advice: 'サーバーの管理者にご連絡ください。',
    },
    'not-here': {
      message: 'このコンピュータにモデル{{model}}がありません。',
      advice: 'このコンピュータにあるモデルを選択するか、サーバーで実行してください。',
    },
    'no-assets-url': {
      message: 'このビューアにMutation Predictionワーカーの配信場所が設定されていません。',
      advice:
        'app-config.jsのmutationPrediction.assetsUrlに、拡張機能のESMビルドのフォルダを設定してください。',
    },
    'unknown-device': {
      message: 'app-config.jsのmutationPrediction.deviceが「{{device}}」になっています。',
      advice: '次のいずれかに設定してください：{{devices}}。',
    },
    'unknown-place': {
      message: 'app-config.jsのmutationPrediction.server.placeが「{{place}}」になっています。',
      advice: '次のいずれかに設定してください：{{places}}。',
    },
    'unknown-server': {
      message: 'app-config.jsのmutationPrediction.serverが「{{server}}」になっています。',
      advice:
        '/inferenceのようなビューアと同一オリジンのアドレス、またはhttps://で始まるアドレスを、ユーザー名とパスワードなしで指定してください。',
    },
    'insecure-page': {
      message: 'このページはセキュアコンテキストではないため、モデルを検証できません。',
      advice: 'ビューアをHTTPSまたはlocalhostで開いてください。',
    },
    'no-storage': {
      message:
        'このブラウザはこのページのファイルを保存しません。モデル{{model}}は{{size}} MBあり、病変ごとに取得するには大きすぎます。',
      advice: '通常のウィンドウでビューアをHTTPSで開くか、サーバーでモデルを実行してください。',
    },
    'no-room': {
      message: 'このブラウザにはモデル{{model}}の{{size}} MBを保存する空きがありません。',
      advice: 'ディスクの空き容量を増やすか、サーバーでモデルを実行してください。',
    },
    'no-package-read': {
      message: 'モデルパッケージ「{{model}}」を読み込めませんでした。',
      advice: 'app-config.jsのmutationPrediction.modelsを確認してください。',
    },
    'not-fetched': {
      message: '{{url}}を取得できませんでした：{{problem}}。',
      advice:
        'ネットワーク接続と、サイトがこのモデルパッケージを配信していることを確認してください。',
    },
    'not-served': {
      message: '{{url}}を取得できませんでした：サーバーの応答は{{status}}です。',
      advice:
        'ネットワーク接続と、サイトがこのモデルパッケージを配信していることを確認してください。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'もう一度お試しください。解決しない場合はこのビューアの管理者にご連絡ください。',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}}にモデルの訓練症例の記述がありません。',
      advice: '別のバージョンのモデルパッケージを使用してください。',
    },
    'no-views': {
      message: 'モデル{{model}}は病変の断面像を使用しません。',
      advice: '入力に断面像を含むモデルパッケージを選択してください。',
    },
    'not-json': {
      message: '{{file}}はモデルパッケージの記述ではありません（JSONではありません）。',
      advice: 'アドレスを確認するか、models/model-package.schema.jsonと照合してください。',
    },
    schema: {
      message: '{{file}}はモデルパッケージの記述ではありません（{{problems}}）。',
      advice: 'アドレスを確認するか、models/model-package.schema.jsonと照合してください。',
    },
    'schema-more': {
      message: '{{file}}はモデルパッケージの記述ではありません（{{problems}}、ほか{{count}}件）。',
      advice: 'アドレスを確認するか、models/model-package.schema.jsonと照合してください。',
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: 'モデルファイル{{file}}のSHA-256が{{expected}}…ではなく{{found}}…です。',
      advice:
        '破損しているか、model.jsonに記述されたファイルではありません。パッケージを再取得してください。',
    },
    size: {
      message: 'モデルファイル{{file}}が{{expected}}バイトではなく{{found}}バイトです。',
      advice:
        '破損しているか、model.jsonに記述されたファイルではありません。パッケージを再取得してください。',
    },
  },
  'inference-failed': {
    'no-result': {
      message: 'サーバーの応答はモデル{{model}}の結果ではありません：{{problem}}。',
      advice:
        'サーバーの管理者にご連絡ください。本プログラムとバージョンが異なる可能性があります。',
    },
    'failed-on-server': {
      message: 'モデル{{model}}の実行に失敗しました：{{problem}}',
      advice: 'このメッセージをサーバーの管理者にお伝えください。',
    },
    'no-activation-maps': {
      message: 'モデル{{model}}から入力「{{input}}」の有効な活性化マップが返されませんでした。',
      advice: '別のバージョンのモデルパッケージを使用してください。',
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message: 'モデル{{model}}から訓練データと比較する特徴量が返されませんでした。',
      advice: '別のバージョンのモデルパッケージを使用してください。',
    },
    'no-output': {
      message: 'モデル{{model}}から出力「{{output}}」が返されませんでした。',
      advice:
        '再実行してください。再発する場合は別のデバイスまたは別のバージョンのモデルパッケージを使用してください。',
    },
    'no-probabilities': {
      message: 'モデル{{model}}の出力「{{output}}」に確率でない値があります。',
      advice:
        '再実行してください。再発する場合は別のデバイスまたは別のバージョンのモデルパッケージを使用してください。',
    },
    'not-compiled': {
      message: '{{backend}}でネットワークをコンパイルできませんでした：{{problem}}',
      advice:
        '再実行してください。再度失敗する場合はページを再読み込みし、このメッセージを報告してください。',
    },
    'not-run': {
      message: '{{backend}}でネットワークを実行できませんでした：{{problem}}',
      advice:
        '再実行してください。再度失敗する場合はページを再読み込みし、このメッセージを報告してください。',
    },
    'output-shape': {
      message: 'モデル{{model}}の出力「{{output}}」の形状が[{{expected}}]ではなく[{{found}}]です。',
      advice:
        '再実行してください。再発する場合は別のデバイスまたは別のバージョンのモデルパッケージを使用してください。',
    },
    'runtime-not-loaded': {
      message: 'ONNX Runtime（{{build}}）を読み込めませんでした：{{problem}}',
      advice: 'サイトが拡張機能のESMビルドの全ファイルを配信していることを確認してください。',
    },
    stopped: {
      message: '予測が停止しました：{{problem}}',
      advice:
        '再実行してください。再度失敗する場合はページを再読み込みし、このメッセージを報告してください。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '予測をやり直してください。再度失敗する場合はページを再読み込みしてください。',
    },
    'webgpu-only': {
      message: 'このサイトではWebGPUのみ使用できます。{{reason}}',
      advice:
        'WebGPU対応のブラウザを使用するか、app-config.jsのmutationPrediction.deviceをautoに設定してください。',
    },
    'worker-not-loaded': {
      message: '{{url}}から推論ワーカーを読み込めませんでした。',
      advice:
        'サイトが拡張機能のESMビルドをビューアと同一オリジンで配信していることを確認してください。',
    },
    'worker-ended': {
      message: 'ブラウザが推論ワーカーを終了しました。メモリ不足の可能性があります。',
      advice: '他のタブを閉じて予測をやり直すか、より小さいモデルを選択してください。',
    },
    'worker-stopped': {
      message: '推論ワーカーが停止しました：{{problem}}',
      advice:
        'サイトが拡張機能のESMビルドをビューアと同一オリジンで配信していることを確認してください。',
    },
  },
  'model-changed': {
    'other-version': {
      message: 'サーバーのモデル{{model}}は、この要求の対象と異なるバージョンです。',
      advice: 'モデルを開き直してください。しきい値や入力が変わっている可能性があります。',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: 'サーバー{{server}}から有効な応答がありませんでした：{{problem}}',
      advice: 'サーバーの管理者に連絡するか、このコンピュータでモデルを実行してください。',
    },
    silent: {
      message: 'サーバー{{server}}が応答しません。',
      advice:
        'アドレスとネットワーク接続を確認するか、このコンピュータでモデルを実行してください。',
    },
    'not-ready': {
      message: 'サーバー{{server}}はモデルを実行する準備ができていません。',
      advice: '後でもう一度試すか、このコンピュータでモデルを実行してください。',
    },
    'too-late': {
      message: 'サーバー{{server}}の応答に時間がかかりすぎました。',
      advice: 'もう一度試すか、このコンピュータでモデルを実行してください。',
    },
  },
  'server-busy': {
    full: {
      message: 'サーバー{{server}}は現在混み合っています。',
      advice: '1分後にもう一度試すか、このコンピュータでモデルを実行してください。',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: 'サーバー{{server}}でモデル{{model}}を使用する権限がありません。',
      advice: 'サーバーの管理者にご連絡ください。',
    },
    'not-allowed-at-all': {
      message: 'サーバー{{server}}を使用する権限がありません。',
      advice: 'サーバーの管理者にご連絡ください。',
    },
    request: {
      message: 'サーバー{{server}}が要求を拒否しました：{{problem}}',
      advice: '本プログラムとバージョンが異なる可能性があります。',
    },
    'unknown-user': {
      message: 'サーバー{{server}}がユーザーを確認できません。',
      advice: '再度サインインするか、有効なトークンを指定してください。',
    },
  },
  'worker-failed': {
    features: {
      message: '特徴量を計算するワーカーが停止しました：{{problem}}。',
      advice: '再計算してください。解決しない場合はワーカー数または画像タイプを減らしてください。',
    },
    'features-not-loaded': {
      message: '特徴量を計算するワーカーが停止しました：読み込めませんでした。',
      advice: '再計算してください。解決しない場合はワーカー数または画像タイプを減らしてください。',
    },
    object: {
      message: '{{object}}を読み込めませんでした：{{problem}}。',
      advice:
        '破損している可能性があります。作成元のシステムから再度エクスポートするか、検査を再読み込みしてください。',
    },
    'object-closed': {
      message: '{{object}}を読み込めませんでした：検査が閉じられました。',
      advice:
        '破損している可能性があります。作成元のシステムから再度エクスポートするか、検査を再読み込みしてください。',
    },
    'object-slow': {
      message: '{{object}}を読み込めませんでした：{{seconds}}秒を超えました。',
      advice:
        '破損している可能性があります。作成元のシステムから再度エクスポートするか、検査を再読み込みしてください。',
    },
    'parser-not-loaded': {
      message: '{{object}}を読み込めませんでした：{{url}}を読み込めません。',
      advice:
        '破損している可能性があります。作成元のシステムから再度エクスポートするか、検査を再読み込みしてください。',
    },
    segmenter: {
      message: '結節をセグメンテーションできませんでした：{{problem}}。',
      advice: 'もう一度クリックしてください。解決しない場合はブラシで輪郭を描いてください。',
    },
    'segmenter-not-loaded': {
      message: '結節をセグメンテーションできませんでした：{{url}}を読み込めません。',
      advice:
        'ページを再読み込みしてください。解決しない場合はこの拡張機能の導入担当者にご連絡ください。',
    },
    segmentation: {
      message: 'セグメンテーションを読み込めませんでした：{{problem}}。',
      advice:
        '検査を再読み込みしてください。解決しない場合はこのメッセージを添えて報告してください。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '再計算してください。再度失敗する場合はページを再読み込みしてください。',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message: 'この予測の画像にはDICOMの識別情報がないため、DICOMレポートから参照できません。',
      advice: 'DICOMシリーズで予測するか、結果をJSONとして保存してください。',
    },
  },
  'invalid-report': {
    'class-uid': {
      message:
        'レポートを書き込めません：「{{concept}}」のSOP Class UIDが有効なUIDではありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'code-part-not-ascii': {
      message:
        'レポートを書き込めません：$t(terms.code.{{part}})「{{text}}」にASCII以外の文字があります。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'code-part-too-long': {
      message:
        'レポートを書き込めません：$t(terms.code.{{part}})「{{text}}」が{{maximum}}文字を超えています。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'contours-changed': {
      message: '{{lesion}}の輪郭が予測時から変わっています。',
      advice: '予測をやり直してから保存してください。',
    },
    'different-facts': {
      message: 'レポートを書き込めません：{{key}}の値が予測ごとに異なります。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'document-uid': {
      message: 'レポートを書き込めません：{{attribute}}が有効なUIDではありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'empty-container': {
      message: 'レポートを書き込めません：コンテナ「{{concept}}」が空です。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'empty-text': {
      message: 'レポートを書き込めません：「{{concept}}」のテキストが空です。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'explanation-class': {
      message: 'レポートを書き込めません：視覚的説明がParametric MapでもSEGでもありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'explanation-segment': {
      message:
        'レポートを書き込めません：視覚的説明が、番号のないSEGのセグメント、または番号のあるマップです。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'explanation-target': {
      message: 'レポートを書き込めません：視覚的説明の対象が予測されていません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'frame-number': {
      message: 'レポートを書き込めません：「{{concept}}」に有効なフレーム番号がありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'instance-uid': {
      message:
        'レポートを書き込めません：「{{concept}}」のSOP Instance UIDが有効なUIDではありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'invalid-fields': {
      message: 'レポートを書き込めません：{{fields}}が無効です。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'no-code-part': {
      message:
        'レポートを書き込めません：概念「{{concept}}」に$t(terms.code.{{part}})がありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'no-lesion': {
      message: 'レポートを書き込めません：病変がありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'no-seg': {
      message: 'レポートを書き込めません：病変がDICOM SEGのセグメントとして与えられていません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'not-finite': {
      message: 'レポートを書き込めません：「{{concept}}」が有限の数値ではありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'other-image': {
      message:
        'レポートを書き込めません：予測は別の画像で行われました（{{attribute}}が異なります）。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'other-segment': {
      message: 'レポートを書き込めません：予測は別のセグメントで行われました。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'other-study': {
      message: 'レポートを書き込めません：患者属性が画像と異なる検査のものです。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    outdated: {
      message: 'レポートの作成中に結果が古くなりました。何も保存されていません。',
      advice: '予測をやり直し、その結果を保存してください。',
    },
    relationship: {
      message:
        'レポートを書き込めません：「{{concept}}」（{{type}}）は{{childType}}を{{relationship}}として持てません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'same-run-twice': {
      message: 'レポートを書き込めません：同じ実行が2回報告されています。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'segment-number': {
      message: 'レポートを書き込めません：「{{concept}}」に有効なセグメント番号がありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'text-not-ascii': {
      message: 'レポートを書き込めません：「{{concept}}」のテキストにASCII以外の文字があります。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    uid: {
      message: 'レポートを書き込めません：「{{concept}}」が有効なUIDではありません。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: '予測をやり直し、その結果を保存してください。',
    },
    unsound: {
      message: 'レポートを書き込めません：{{problem}}。',
      advice: '何も保存されていません。使用したモデルパッケージを添えて報告してください。',
    },
    'not-ours-to-sign': {
      message: 'レポート{{report}}は別のシステムのものか、本製品の識別情報がありません。',
      advice: '本製品が作成したレポートに署名してください。',
    },
  },
  'store-refused': {
    failed: {
      message:
        'サーバーがレポートを拒否しました：$t(terms.storeFailure.{{failure}})（{{status}}H）。',
      advice: 'もう一度試すか、レポートをダウンロードするか、PACSの管理者にご連絡ください。',
    },
    'no-answer': {
      message: 'サーバーが応答しませんでした。',
      advice: '接続を確認してから、もう一度お試しください。',
    },
    'no-reason': {
      message: 'サーバーがレポートを拒否しました：理由は示されていません。',
      advice: 'もう一度試すか、レポートをダウンロードするか、PACSの管理者にご連絡ください。',
    },
    'no-store': {
      message: 'このビューアのデータソースはDICOMオブジェクトを保存できません。',
      advice: 'レポートをダウンロードし、別の方法でPACSに送信してください。',
    },
    'not-listed': {
      message: 'サーバーは応答しましたが、保存済みオブジェクトにレポートがありません。',
      advice: 'もう一度試すか、レポートをダウンロードするか、PACSの管理者にご連絡ください。',
    },
    refused: {
      message: 'サーバーがレポートを拒否しました：HTTP {{status}}。',
      advice: 'もう一度試すか、レポートをダウンロードするか、PACSの管理者にご連絡ください。',
    },
    'refused-because': {
      message: 'サーバーがレポートを拒否しました：{{problem}}（HTTP {{status}}）。',
      advice: 'もう一度試すか、レポートをダウンロードするか、PACSの管理者にご連絡ください。',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'もう一度試すか、レポートをダウンロードしてください。それまでここに保持されます。',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: '点がCTの外にあります。',
      advice: 'このCTの結節内の点を選択してください。座標は患者座標系（L、P、S）のmm単位です。',
    },
    'no-lung': {
      message: '点の近くに含気肺がありません。',
      advice: '肺内の結節をクリックするか、ブラシで病変の輪郭を描いてください。',
    },
    air: {
      message: '点が結節ではなく空気中にあります。',
      advice: '結節そのものをクリックしてください。',
    },
    bone: {
      message: '点が骨の中にあります。',
      advice: '肺内の結節をクリックするか、ブラシで病変の輪郭を描いてください。',
    },
    'outside-lung': {
      message: '点が肺の外にあります。',
      advice: '肺内の結節をクリックするか、ブラシで病変の輪郭を描いてください。',
    },
    'no-ct-there': {
      message: 'このビューポートには読み込めるCTが表示されていません。',
      advice: 'CTシリーズが表示されている場所で結節をクリックしてください。',
    },
    'only-lung': {
      message: '点の位置には含気肺しかありません。',
      advice:
        '結節内の濃度の高い部分をクリックしてください。肺との濃度差がほとんどない結節は手動で描画してください。',
    },
    'too-thin': {
      message: '点の位置の構造は結節としては細すぎます。血管などの可能性があります。',
      advice: '結節の中央をクリックするか、ブラシで輪郭を描いてください。',
    },
  },
  cancelled: {
    run: {
      message: '実行をキャンセルしました。',
    },
  },
  'signature-invalid': {
    model: {
      message: 'モデルパッケージ{{model}}は署名後に変更されています。',
      advice: '使用しないでください。作成元から再取得し、署名を照合してください。',
    },
    report: {
      message: 'レポート{{report}}は署名後に変更されています。',
      advice: '信頼しないでください。署名者から原本を入手してください。',
    },
  },
  'invalid-request': {
    'no-output': {
      message: 'モデル{{model}}に出力「{{output}}」はありません。',
      advice: '次を指定してください：{{available}}。',
    },
    pipeline: {
      message: 'モデル{{model}}への要求を読み込めません：{{problem}}。',
      advice: 'モデルのメタデータに記載されたものを送信してください。',
    },
  },
} as const;
