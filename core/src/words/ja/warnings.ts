/** What limits a prediction, in Japanese. */
export const warnings = {
  'not-from-patients':
    'このモデルが学習したのは作られた画像だけで、患者の画像では一度も学習していません。結果はこの患者について何も示しません。',
  'demonstration-weights':
    'デモ用の重み：数値は患者について何の意味も持ちません。訓練データ：{{trainedOn}}',
  'shown-although-withheld':
    'モデルの数値は提示を差し控えられましたが、ユーザーの要求により表示しています。信頼しないでください。',
  'other-structure': {
    coded:
      'セグメントは「{{structure}}」とコード化されており、肺病変ではありません。病変を含むセグメントを選択してください。',
    elsewhere:
      'セグメントは「{{structure}}」の病変とコード化されていますが、モデルが読むのは肺病変のみです。肺病変を含むセグメントを選択してください。',
  },
  'implausible-hu': {
    flat: '病変から{{reach}} mm以内でCT値がほとんど変化しません：患者の値ではありません。元のCTシリーズを選択してください。',
    low: '病変から{{reach}} mm以内のボクセルの$t(terms.share.{{share}})が空気より低い値です：Hounsfield単位ではありません。元のCTシリーズを選択してください。',
    high: '病変から{{reach}} mm以内のボクセルの$t(terms.share.{{share}})が緻密骨と同程度の濃度です：胸部のHounsfield単位ではありません。元のCTシリーズを選択してください。',
  },
  'outside-lung': {
    none: '病変から{{reach}} mm以内に含気肺がありません：病変が肺の外にあるか、CT値がHounsfield単位ではありません。輪郭とCTシリーズが正しいか確認してください。',
    apart:
      '病変の周囲のうち含気肺は$t(terms.share.{{share}})のみです：病変が肺の外、または含気のない肺内にあります。輪郭を確認してください。',
  },
  'contours-on-air':
    '輪郭内は空気のみで、組織がありません（中央値{{median}} HU）。輪郭が病変上にあるか確認してください。',
  'contours-on-bone':
    '病変の$t(terms.share.{{share}})が骨と同程度の濃度です：骨または石灰化であり、モデルはいずれも対象としていません。輪郭を確認してください。',
  'contours-on-lung':
    '輪郭内は正常肺です：周囲の肺との濃度差は{{contrast}} HUしかありません。病変そのものを描画してください。',
  'outside-field':
    'モデルが見るCTの範囲（病変の中心周囲）に入るのは病変の$t(terms.share.{{share}})のみです。セグメントの一部分または別のモデルを選択してください。',
  'coded-otherwise':
    'セグメントは病変ではなく「{{structure}}」とコード化されています。正しいセグメントか確認してください。',
  'little-lung':
    '病変の周囲のうち含気肺は$t(terms.share.{{share}})のみです。胸壁、縦隔、横隔膜との境界を確認してください。',
  'little-tissue':
    '輪郭内で−500 HUより高濃度なのは$t(terms.share.{{share}})のみで、残りは正常肺の可能性があります。輪郭が病変上にあるか確認してください。',
  'dense-parts':
    '病変の$t(terms.share.{{share}})が骨と同程度の濃度です。輪郭に肋骨や椎骨が含まれていないか確認してください。',
  'blood-density':
    '病変の濃度が造影された血液と同程度です（中央値{{median}} HU）。血管でないか確認してください。',
  'unusual-lung':
    '病変周囲の肺は{{median}} HUですが、通常は{{low}}～{{high}} HUです。肺気腫、液体、または校正されていないCTは、モデルが見る内容を変えます。',
  'lesion-exceeds-field':
    '病変の$t(terms.share.{{share}})が、モデルの見る{{field}} mmの視野の外にあります。',
  'lesion-touches-field':
    '病変が、モデルの見る{{field}} mmの視野の縁から{{clearance}} mm以内に達しています。',
  'lesion-small': '病変の長径は{{diameter}} mmです。{{least}} mm未満は小さすぎて読めません。',
  'lesion-few-slices_other':
    '病変の輪郭は{{count}}スライスにしかありません。形状を見るには{{least}}スライス以上必要です。',
  'lesion-in-parts': '病変は{{count}}個の離れた部分からなります。視野の中心は全体の中心です。',
  'thick-slices': 'スライス厚は{{thickness}} mmです。{{most}} mmを超えると病変が不鮮明になります。',
  'not-chest': 'CTの撮影部位は{{bodyPart}}で、胸部ではありません。',
  'contrast-unknown': 'CTに造影の有無、または撮影時相の記載がありません。',
  'clinical-missing': {
    none: '$t(terms.clinical.{{field}})が不明です。モデルはこれなしで計算します。',
    age: '年齢が不明です。モデルは代わりに{{value}}歳で計算します。',
    height: '身長が不明です。モデルは代わりに{{value}} cmで計算します。',
    weight: '体重が不明です。モデルは代わりに{{value}} kgで計算します。',
    as: '$t(terms.clinical.{{field}})が不明です。モデルは代わりに「$t(terms.choice.{{choice}})」で計算します。',
    between:
      '$t(terms.clinical.{{field}})が不明です。モデルは代わりに「$t(terms.choice.{{lower}})」と「$t(terms.choice.{{upper}})」の間の値で計算します。',
    mixed: '$t(terms.clinical.{{field}})が不明です。モデルは代わりに特定の値を用いずに計算します。',
  },
  'radiomics-missing': {
    feature:
      'この病変では{{count}}個中{{missing}}個のラジオミクス特徴量を求められません（{{feature}}）。モデルは代わりに訓練データの通常の値で計算します。',
    features:
      'この病変では{{count}}個中{{missing}}個のラジオミクス特徴量を求められません（{{feature}}ほか{{others}}個）。モデルは代わりに訓練データの通常の値で計算します。',
  },
  'unlike-training-data': {
    network:
      '病変は、特にネットワークが抽出する内容において、モデルの訓練に使われた病変と似ていません：訓練病変のうち同程度に特異なものは最大{{share}}%です。',
    region:
      '病変は、特に病変内と周囲のCTにおいて、モデルの訓練に使われた病変と似ていません：訓練病変のうち同程度に特異なものは最大{{share}}%です。',
    radiomics:
      '病変は、特にラジオミクス特徴量において、モデルの訓練に使われた病変と似ていません：訓練病変のうち同程度に特異なものは最大{{share}}%です。',
  },
  'segmentation-resampled': {
    ct: '輪郭はこのCTとは異なるボクセル上で描画されています。境界が半ボクセルずれる可能性があります。',
    image:
      '{{file}}は画像とは異なるボクセル上で描画されています。境界が半ボクセルずれる可能性があります。',
  },
  'contours-overlap_other':
    '{{segment}}の輪郭が{{count}}スライスで重複または重なっています。{{voxels}}ボクセルがその解釈に左右されます。',
  'other-ct': {
    named:
      '{{contours}}は{{drawnOn}}で描画され、{{ct}}で読み込まれます：別の時相や再構成では病変の位置が異なる可能性があります。',
    series:
      '{{contours}}はシリーズ{{drawnOn}}で描画され、{{ct}}で読み込まれます：別の時相や再構成では病変の位置が異なる可能性があります。',
    images:
      '{{contours}}は、読み込みに使う{{ct}}に含まれない画像で描画されています：別の時相や再構成では病変の位置が異なる可能性があります。',
  },
  'other-patient': {
    contours:
      '{{contours}}と{{ct}}で$t(terms.attribute.{{attributes}})が一致しません。同一患者であることをユーザーが保証しています。',
    report:
      '{{file}}と{{ct}}で$t(terms.attribute.{{attributes}})が一致しません。同一患者であることをユーザーが保証しています。',
    images:
      '{{ct}}のファイル間で$t(terms.attribute.{{attributes}})が一致しません。同一患者であることをユーザーが保証しています。',
  },
  'device-fallback':
    'モデルは$t(terms.backend.{{backend}})で実行されました。$t(terms.fallback.{{why}})',
} as const;
