/** Sentences of warnings in German; `../en/warnings.ts` says what they are. */
export const warnings = {
  'not-from-patients':
    'Dieses Modell hat allenfalls an künstlichen Bildern gelernt, nie an Patienten. Sein Ergebnis sagt nichts über diesen Patienten aus.',
  'demonstration-weights':
    'Demonstrationsgewichte: die Zahlen besagen nichts über einen Patienten. Trainiert mit: {{trainedOn}}',
  'shown-although-withheld':
    'Die Werte des Modells wurden zurückgehalten und werden nur auf Wunsch gezeigt. Sie sind nicht verlässlich.',
  'other-structure': {
    coded:
      'Das Segment ist als „{{structure}}“ codiert, was keine Lungenläsion ist. Das Segment auswählen, das die Läsion enthält.',
    elsewhere:
      'Das Segment ist als Läsion von „{{structure}}“ codiert; das Modell beurteilt nur Läsionen der Lunge. Das Segment auswählen, das die Lungenläsion enthält.',
  },
  'implausible-hu': {
    flat: 'Das CT ist im Umkreis von {{reach}} mm um die Läsion fast gleichförmig: die Werte sind nicht die eines Patienten. Die originale CT-Serie auswählen.',
    low: '$t(terms.share.{{share}}) der Voxel im Umkreis von {{reach}} mm um die Läsion liegen unter dem Wert von Luft: es sind keine Hounsfield-Einheiten. Die originale CT-Serie auswählen.',
    high: '$t(terms.share.{{share}}) der Voxel im Umkreis von {{reach}} mm um die Läsion sind so dicht wie kompakter Knochen: es sind keine Hounsfield-Einheiten eines Thorax. Die originale CT-Serie auswählen.',
  },
  'outside-lung': {
    none: 'Im Umkreis von {{reach}} mm um die Läsion ist keine belüftete Lunge: sie liegt außerhalb der Lungen, oder die Werte des CT sind keine Hounsfield-Einheiten. Prüfen, ob Konturen und CT-Serie die richtigen sind.',
    apart:
      'Nur $t(terms.share.{{share}}) der Umgebung der Läsion sind belüftete Lunge: sie liegt außerhalb der Lungen oder in Lunge ohne Luft. Die Konturen prüfen.',
  },
  'contours-on-air':
    'Die Konturen enthalten Luft und kein Gewebe (Median {{median}} HU). Prüfen, ob sie auf der Läsion liegen.',
  'contours-on-bone':
    '$t(terms.share.{{share}}) der Läsion sind so dicht wie Knochen: sie ist Knochen oder verkalkt, wofür das Modell nicht gemacht ist. Die Konturen prüfen.',
  'contours-on-lung':
    'Die Konturen enthalten normale Lunge: sie ist nur {{contrast}} HU dichter als die Lunge ringsum. Die Läsion selbst einzeichnen.',
  'outside-field':
    'Nur $t(terms.share.{{share}}) der Läsion liegen in dem Teil des CT, den das Modell sieht, nämlich um ihre Mitte. Einen Teil des Segments oder ein anderes Modell auswählen.',
  'coded-otherwise':
    'Das Segment ist als „{{structure}}“ codiert, nicht als Läsion. Prüfen, ob es das richtige Segment ist.',
  'little-lung':
    'Nur $t(terms.share.{{share}}) der Umgebung der Läsion sind belüftete Lunge. Die Grenze zu Thoraxwand, Mediastinum oder Zwerchfell prüfen.',
  'little-tissue':
    'Nur $t(terms.share.{{share}}) des Konturinhalts sind dichter als −500 HU; der Rest ist möglicherweise normale Lunge. Prüfen, ob die Konturen auf der Läsion liegen.',
  'dense-parts':
    '$t(terms.share.{{share}}) der Läsion sind so dicht wie Knochen. Prüfen, ob die Konturen keine Rippe und keinen Wirbel enthalten.',
  'blood-density':
    'Die Läsion ist so dicht wie kontrastiertes Blut (Median {{median}} HU). Prüfen, ob sie kein Gefäß ist.',
  'unusual-lung':
    'Die Lunge um die Läsion hat {{median}} HU; üblich sind {{low}} bis {{high}} HU. Emphysem, Flüssigkeit oder ein nicht kalibriertes CT verändern, was das Modell sieht.',
  'lesion-exceeds-field':
    '$t(terms.share.{{share}}) der Läsion liegen außerhalb des {{field}} mm großen Feldes, das das Modell sieht.',
  'lesion-touches-field':
    'Die Läsion reicht bis auf {{clearance}} mm an den Rand des {{field}} mm großen Feldes, das das Modell sieht.',
  'lesion-small':
    'Die Läsion ist {{diameter}} mm lang; unter {{least}} mm ist sie zu klein für eine Beurteilung.',
  'lesion-few-slices_one':
    'Die Läsion ist auf {{count}} Schicht konturiert; um ihre Form zu sehen, sind {{least}} oder mehr nötig.',
  'lesion-few-slices_other':
    'Die Läsion ist auf {{count}} Schichten konturiert; um ihre Form zu sehen, sind {{least}} oder mehr nötig.',
  'lesion-in-parts':
    'Die Läsion besteht aus {{count}} getrennten Teilen; das Feld ist auf alle zusammen zentriert.',
  'thick-slices':
    'Die Schichten sind {{thickness}} mm dick; mehr als {{most}} mm verwischen die Läsion.',
  'not-chest': 'Das CT zeigt die Körperregion {{bodyPart}}, nicht den Thorax.',
  'contrast-unknown':
    'Das CT gibt nicht an, ob Kontrastmittel gegeben oder in welcher Phase es aufgenommen wurde.',
  'clinical-missing': {
    none: '$t(terms.clinical.{{field}}): nicht bekannt; das Modell rechnet ohne diese Angabe.',
    age: 'Alter: nicht bekannt; das Modell rechnet stattdessen mit {{value}} Jahren.',
    height: 'Körpergröße: nicht bekannt; das Modell rechnet stattdessen mit {{value}} cm.',
    weight: 'Gewicht: nicht bekannt; das Modell rechnet stattdessen mit {{value}} kg.',
    as: '$t(terms.clinical.{{field}}): nicht bekannt; das Modell rechnet stattdessen mit „$t(terms.choice.{{choice}})“.',
    between:
      '$t(terms.clinical.{{field}}): nicht bekannt; das Modell rechnet stattdessen mit einem Wert zwischen „$t(terms.choice.{{lower}})“ und „$t(terms.choice.{{upper}})“.',
    mixed:
      '$t(terms.clinical.{{field}}): nicht bekannt; das Modell rechnet mit keinem bestimmten Wert.',
  },
  'radiomics-missing': {
    feature:
      '{{missing}} von {{count}} Radiomics-Merkmalen lassen sich an dieser Läsion nicht bestimmen ({{feature}}); das Modell rechnet stattdessen mit den üblichen Werten der Trainingsdaten.',
    features:
      '{{missing}} von {{count}} Radiomics-Merkmalen lassen sich an dieser Läsion nicht bestimmen ({{feature}} und {{others}} weitere); das Modell rechnet stattdessen mit den üblichen Werten der Trainingsdaten.',
  },
  'unlike-training-data': {
    network:
      'Die Läsion gleicht nicht denen, mit denen das Modell trainiert wurde, vor allem in dem, was das Netz aus ihr macht: von Läsionen wie jenen sind höchstens {{share}} % so ungewöhnlich.',
    region:
      'Die Läsion gleicht nicht denen, mit denen das Modell trainiert wurde, vor allem im CT in und um sie: von Läsionen wie jenen sind höchstens {{share}} % so ungewöhnlich.',
    radiomics:
      'Die Läsion gleicht nicht denen, mit denen das Modell trainiert wurde, vor allem in ihren Radiomics-Merkmalen: von Läsionen wie jenen sind höchstens {{share}} % so ungewöhnlich.',
  },
  'segmentation-resampled': {
    ct: 'Die Konturen wurden auf anderen Voxeln als denen dieses CT gezeichnet; ihre Grenze kann um ein halbes Voxel abweichen.',
    image:
      '{{file}} wurde auf anderen Voxeln als denen des Bildes gezeichnet; die Grenze kann um ein halbes Voxel abweichen.',
  },
  'contours-overlap_one':
    'Konturen von {{segment}} wiederholen oder überschneiden sich auf {{count}} Schicht; {{voxels}} Voxel hängen davon ab, wie das gelesen wird.',
  'contours-overlap_other':
    'Konturen von {{segment}} wiederholen oder überschneiden sich auf {{count}} Schichten; {{voxels}} Voxel hängen davon ab, wie das gelesen wird.',
  'other-ct': {
    named:
      '{{contours}} wurde auf {{drawnOn}} gezeichnet und wird auf {{ct}} gelesen: in einer anderen Phase oder Rekonstruktion kann die Läsion anderswo liegen.',
    series:
      '{{contours}} wurde auf der Serie {{drawnOn}} gezeichnet und wird auf {{ct}} gelesen: in einer anderen Phase oder Rekonstruktion kann die Läsion anderswo liegen.',
    images:
      '{{contours}} wurde auf Bildern gezeichnet, die nicht zu {{ct}} gehören, worauf gelesen wird: in einer anderen Phase oder Rekonstruktion kann die Läsion anderswo liegen.',
  },
  'other-patient': {
    contours:
      '{{contours}} und {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}); der Benutzer hat versichert, dass sie zu einem Patienten gehören.',
    report:
      '{{file}} und {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}); der Benutzer hat versichert, dass sie zu einem Patienten gehören.',
    images:
      'Die Dateien von {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}); der Benutzer hat versichert, dass sie zu einem Patienten gehören.',
  },
  'device-fallback':
    'Das Modell lief auf $t(terms.backend.{{backend}}). $t(terms.fallback.{{why}})',
} as const;
