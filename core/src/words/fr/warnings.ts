/** Sentences of warnings in French; `../en/warnings.ts` says what they are. */
export const warnings = {
  'not-from-patients':
    'Ce modèle a appris tout au plus d’images artificielles, jamais de patients. Son résultat ne dit rien de ce patient.',
  'demonstration-weights':
    'Poids de démonstration : les chiffres ne disent rien d’un patient. Entraîné sur : {{trainedOn}}',
  'shown-although-withheld':
    'Les chiffres du modèle ont été retenus, et ne sont affichés qu’à la demande. Ils ne sont pas fiables.',
  'other-structure': {
    coded:
      'Le segment est codé « {{structure}} », qui n’est pas une lésion pulmonaire. Choisir le segment qui contient la lésion.',
    elsewhere:
      'Le segment est codé comme lésion de « {{structure}} » ; le modèle ne lit que des lésions du poumon. Choisir le segment qui contient la lésion pulmonaire.',
  },
  'implausible-hu': {
    flat: 'Le CT ne varie presque pas à moins de {{reach}} mm de la lésion : ses valeurs ne sont pas celles d’un patient. Choisir la série CT originale.',
    low: '$t(terms.share.{{share}}) des voxels à moins de {{reach}} mm de la lésion sont plus bas que l’air : ce ne sont pas des unités Hounsfield. Choisir la série CT originale.',
    high: '$t(terms.share.{{share}}) des voxels à moins de {{reach}} mm de la lésion sont aussi denses que l’os compact : ce ne sont pas les unités Hounsfield d’un thorax. Choisir la série CT originale.',
  },
  'outside-lung': {
    none: 'Il n’y a pas de poumon aéré à moins de {{reach}} mm de la lésion : elle est hors des poumons, ou les valeurs du CT ne sont pas des unités Hounsfield. Vérifier que les contours et la série CT sont les bons.',
    apart:
      'Seuls $t(terms.share.{{share}}) de ce qui entoure la lésion sont du poumon aéré : elle est hors des poumons, ou dans du poumon sans air. Vérifier les contours.',
  },
  'contours-on-air':
    'Les contours contiennent de l’air et pas de tissu (médiane {{median}} HU). Vérifier qu’ils sont sur la lésion.',
  'contours-on-bone':
    '$t(terms.share.{{share}}) de la lésion sont aussi denses que l’os : c’est de l’os, ou une calcification, et le modèle n’est fait ni pour l’un ni pour l’autre. Vérifier les contours.',
  'contours-on-lung':
    'Les contours contiennent du poumon normal : il n’est que de {{contrast}} HU plus dense que le poumon autour. Tracer la lésion elle-même.',
  'outside-field':
    'Seuls $t(terms.share.{{share}}) de la lésion sont dans la partie du CT que voit le modèle, autour du centre. Choisir une partie du segment, ou un autre modèle.',
  'coded-otherwise':
    'Le segment est codé « {{structure}} », non comme une lésion. Vérifier que c’est le bon segment.',
  'little-lung':
    'Seuls $t(terms.share.{{share}}) de ce qui entoure la lésion sont du poumon aéré. Vérifier sa limite avec la paroi thoracique, le médiastin ou le diaphragme.',
  'little-tissue':
    'Seuls $t(terms.share.{{share}}) des contours sont plus denses que −500 HU ; le reste est peut-être du poumon normal. Vérifier qu’ils sont sur la lésion.',
  'dense-parts':
    '$t(terms.share.{{share}}) de la lésion sont aussi denses que l’os. Vérifier que les contours ne contiennent ni côte ni vertèbre.',
  'blood-density':
    'La lésion est aussi dense que du sang rehaussé (médiane {{median}} HU). Vérifier que ce n’est pas un vaisseau.',
  'unusual-lung':
    'Le poumon autour de la lésion a {{median}} HU, alors que {{low}} à {{high}} HU sont habituels. Emphysème, liquide ou CT non étalonné changent ce que voit le modèle.',
  'lesion-exceeds-field':
    '$t(terms.share.{{share}}) de la lésion sont hors du champ de {{field}} mm que voit le modèle.',
  'lesion-touches-field':
    'La lésion vient à {{clearance}} mm du bord du champ de {{field}} mm que voit le modèle.',
  'lesion-small':
    'La lésion mesure {{diameter}} mm ; en dessous de {{least}} mm elle est trop petite pour être lue.',
  'lesion-few-slices_one':
    'La lésion est contourée sur {{count}} coupe ; il en faut {{least}} ou plus pour voir sa forme.',
  'lesion-few-slices_many':
    'La lésion est contourée sur {{count}} de coupes ; il en faut {{least}} ou plus pour voir sa forme.',
  'lesion-few-slices_other':
    'La lésion est contourée sur {{count}} coupes ; il en faut {{least}} ou plus pour voir sa forme.',
  'lesion-in-parts':
    'La lésion est en {{count}} parties séparées ; le champ est centré sur l’ensemble.',
  'thick-slices':
    'Les coupes ont {{thickness}} mm d’épaisseur ; plus de {{most}} mm rend la lésion floue.',
  'not-chest': 'Le CT est de la région {{bodyPart}}, non du thorax.',
  'contrast-unknown':
    'Le CT n’indique pas si du produit de contraste a été injecté, ni à quelle phase il a été acquis.',
  'clinical-missing': {
    none: '$t(terms.clinical.{{field}}) : non connu ; le modèle calcule sans cette donnée.',
    age: 'Âge : non connu ; le modèle calcule avec {{value}} ans.',
    height: 'Taille : non connue ; le modèle calcule avec {{value}} cm.',
    weight: 'Poids : non connu ; le modèle calcule avec {{value}} kg.',
    as: '$t(terms.clinical.{{field}}) : non connu ; le modèle calcule avec « $t(terms.choice.{{choice}}) ».',
    between:
      '$t(terms.clinical.{{field}}) : non connu ; le modèle calcule avec une valeur entre « $t(terms.choice.{{lower}}) » et « $t(terms.choice.{{upper}}) ».',
    mixed: '$t(terms.clinical.{{field}}) : non connu ; le modèle calcule sans valeur particulière.',
  },
  'radiomics-missing': {
    feature:
      '{{missing}} des {{count}} caractéristiques radiomiques ne peuvent être mesurées sur cette lésion ({{feature}}) ; le modèle calcule avec les valeurs habituelles des données d’entraînement.',
    features:
      '{{missing}} des {{count}} caractéristiques radiomiques ne peuvent être mesurées sur cette lésion ({{feature}} et {{others}} autres) ; le modèle calcule avec les valeurs habituelles des données d’entraînement.',
  },
  'unlike-training-data': {
    network:
      'La lésion ne ressemble pas à celles sur lesquelles le modèle a été entraîné, surtout par ce que le réseau en fait : parmi des lésions comme celles-là, {{share}} % au plus sont aussi inhabituelles.',
    region:
      'La lésion ne ressemble pas à celles sur lesquelles le modèle a été entraîné, surtout par le CT en elle et autour d’elle : parmi des lésions comme celles-là, {{share}} % au plus sont aussi inhabituelles.',
    radiomics:
      'La lésion ne ressemble pas à celles sur lesquelles le modèle a été entraîné, surtout par ses caractéristiques radiomiques : parmi des lésions comme celles-là, {{share}} % au plus sont aussi inhabituelles.',
  },
  'segmentation-resampled': {
    ct: 'Les contours ont été tracés sur d’autres voxels que ceux de ce CT ; leur bord peut être décalé d’un demi-voxel.',
    image:
      '{{file}} a été tracé sur d’autres voxels que ceux de l’image ; son bord peut être décalé d’un demi-voxel.',
  },
  'contours-overlap_one':
    'Des contours de {{segment}} se répètent ou se chevauchent sur {{count}} coupe ; {{voxels}} voxels dépendent de leur lecture.',
  'contours-overlap_many':
    'Des contours de {{segment}} se répètent ou se chevauchent sur {{count}} de coupes ; {{voxels}} voxels dépendent de leur lecture.',
  'contours-overlap_other':
    'Des contours de {{segment}} se répètent ou se chevauchent sur {{count}} coupes ; {{voxels}} voxels dépendent de leur lecture.',
  'other-ct': {
    named:
      '{{contours}} a été tracé sur {{drawnOn}} et est lu sur {{ct}} : dans une autre phase ou reconstruction, la lésion peut être ailleurs.',
    series:
      '{{contours}} a été tracé sur la série {{drawnOn}} et est lu sur {{ct}} : dans une autre phase ou reconstruction, la lésion peut être ailleurs.',
    images:
      '{{contours}} a été tracé sur des images qui ne sont pas de {{ct}}, sur lequel il est lu : dans une autre phase ou reconstruction, la lésion peut être ailleurs.',
  },
  'other-patient': {
    contours:
      '{{contours}} et {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) ; l’utilisateur a garanti qu’ils sont du même patient.',
    report:
      '{{file}} et {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) ; l’utilisateur a garanti qu’ils sont du même patient.',
    images:
      'Les fichiers de {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) ; l’utilisateur a garanti qu’ils sont du même patient.',
  },
  'device-fallback':
    'Le modèle a tourné sur $t(terms.backend.{{backend}}). $t(terms.fallback.{{why}})',
} as const;
