const EXPORT_OBJECT = 'Exporter de nouveau l’objet depuis le système d’origine.';
const EXPORT_FILE = 'Copier ou exporter de nouveau le fichier depuis le système d’origine.';
const EXPORT_SEGMENTATION = 'Exporter de nouveau la segmentation depuis le système d’origine.';
const EXPORT_EXPLICIT = 'Exporter de nouveau en Explicit VR Little Endian.';
const EXPORT_IMAGES = 'Exporter de nouveau les images depuis le scanner ou le PACS.';
const RELOAD_OR_ARCHIVE =
  'Recharger l’examen ; si l’erreur persiste, contacter l’administrateur de l’archive.';
const RETRIEVE_REPORT = 'Récupérer de nouveau le compte rendu ou relancer la prédiction.';
const OTHER_VIEWER = 'L’ouvrir dans le visualiseur qui l’a écrit, ou mettre à jour ce produit.';
const WRITING_VIEWER = 'L’ouvrir dans le visualiseur qui l’a écrit.';
const DRAWN_ON = 'Choisir la série CT sur laquelle le tracé a été fait.';
const ONE_STACK = 'Choisir une série formant un seul empilement de coupes parallèles.';
const CORRECT_PARAMETERS = 'Corriger les paramètres ; docs/radiomics.md énumère ceux qui existent.';
const NOTHING_STORED = 'Rien n’a été enregistré. Signaler ceci avec le paquet de modèle utilisé.';
const STORE_ELSEHOW =
  'Réessayer, télécharger le compte rendu, ou contacter l’administrateur de l’archive.';
const FETCH_PACKAGE =
  'Il est endommagé, ou n’est pas le fichier que décrit model.json : récupérer de nouveau le paquet.';
const COMPARE_SCHEMA =
  'Vérifier l’adresse, ou comparer le fichier à models/model-package.schema.json.';
const OTHER_VERSION = 'Utiliser une autre version du paquet de modèle.';
const RUN_ELSEWHERE =
  'Relancer ; si cela se reproduit, utiliser un autre dispositif ou une autre version du paquet de modèle.';
const RUN_AGAIN = 'Relancer ; en cas de nouvel échec, recharger la page et signaler ce message.';
const COMPLETE_BUILD = 'Vérifier que le site sert tous les fichiers du build ESM de l’extension.';
const SAME_ORIGIN =
  'Vérifier que le site sert le build ESM de l’extension depuis l’origine du visualiseur.';
const PERHAPS_DAMAGED =
  'Il est peut-être endommagé : l’exporter de nouveau depuis le système d’origine, ou recharger l’examen.';
const COMPUTE_AGAIN =
  'Relancer le calcul ; si l’erreur persiste, avec moins de workers ou de types d’image.';
const CLICK_NODULE = 'Cliquer sur un nodule du poumon, ou délimiter la lésion au pinceau.';
const ASK_SERVER = 'S’adresser aux responsables du serveur.';
const SERVES_PACKAGE = 'Vérifier le réseau, et que le site sert ce paquet de modèle.';

/** Sentences of refusals in French; `../en/refusals.ts` says what they are. */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: 'Le fichier n’a pas d’en-tête DICOM Part 10.',
      advice: 'Choisir un fichier DICOM.',
    },
    'no-prefix': {
      message: '{{file}} n’est pas un fichier DICOM.',
      advice: 'Choisir des fichiers exportés en DICOM (Part 10).',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message: 'Les contours de {{segment}} ne sont pas parallèles aux coupes de cette série CT.',
      advice: DRAWN_ON,
    },
    'drawn-otherwise': {
      message: '{{segmentation}} n’est tracée ni au pinceau ni sous forme de contours.',
      advice: 'Peindre la lésion au pinceau, ou tracer ses contours.',
    },
    'foreign-report': {
      message: 'Le compte rendu {{report}} n’est pas une prédiction de mutation de ce produit.',
      advice: OTHER_VIEWER,
    },
    'map-pixels': {
      message:
        'Les valeurs de {{object}} ne sont pas enregistrées en nombres à virgule flottante de 32 bits.',
      advice: WRITING_VIEWER,
    },
    'multi-frame': {
      message: '{{image}} est une image multi-frame.',
      advice: 'Charger la série en images CT à une seule frame.',
    },
    'newer-report': {
      message: 'Le compte rendu {{report}} a été écrit par une version plus récente.',
      advice: OTHER_VIEWER,
    },
    'no-measurements': {
      message: 'Le compte rendu {{report}} ne contient aucune mesure de lésion.',
      advice: WRITING_VIEWER,
    },
    'no-parametric-map': {
      message: '{{object}} n’est pas une DICOM Parametric Map ({{type}}).',
      advice: 'Choisir la carte enregistrée avec le compte rendu.',
    },
    'no-segmentation': {
      message: '{{object}} n’est ni une segmentation DICOM ni un structure set ({{type}}).',
      advice: 'Choisir un objet SEG ou RTSTRUCT.',
    },
    'not-fetched': {
      message: '{{object}} n’a pas pu être récupéré depuis l’archive.',
      advice: RELOAD_OR_ARCHIVE,
    },
    'not-fetched-status': {
      message: '{{object}} n’a pas pu être récupéré depuis l’archive (HTTP {{status}}).',
      advice: RELOAD_OR_ARCHIVE,
    },
    'not-hounsfield': {
      message:
        '{{image}} ne contient pas d’unités Hounsfield : {{photometric}}, {{bitsStored}} bits sur {{bitsAllocated}}, Rescale Slope {{slope}}, Rescale Type {{type}}.',
      advice: 'Exporter les images CT originales.',
    },
    'no-numbers': {
      message_one: '{{image}} a {{count}} voxel qui n’est pas un nombre.',
      message_many: '{{image}} a {{count}} voxels qui ne sont pas des nombres.',
      message_other: '{{image}} a {{count}} voxels qui ne sont pas des nombres.',
      advice:
        'Leur donner la valeur qu’ils représentent, par exemple −1000 HU hors du champ de vue du scanner.',
    },
    'other-codestream-bits': {
      message:
        'Les données de pixels de {{object}} ne correspondent pas à ses attributs : un codestream a {{codedBits}} bits $t(terms.sign.{{codedSign}}) par échantillon au lieu de {{bitsStored}} bits $t(terms.sign.{{sign}}) sur {{bitsAllocated}}, le plus haut étant le bit {{highBit}}.',
      advice: EXPORT_EXPLICIT,
    },
    'other-codestream-size': {
      message:
        'Les données de pixels de {{object}} ne correspondent pas à ses attributs : un codestream a {{components}} × {{codedColumns}} × {{codedRows}} échantillons au lieu de 1 × {{columns}} × {{rows}}.',
      advice: EXPORT_EXPLICIT,
    },
    'pixel-format': {
      message:
        '{{object}} a {{samples}} échantillons de {{bits}} bits par pixel ; seul un échantillon de 1, 8 ou 16 bits est lu.',
      advice: 'Exporter de nouveau en image en niveaux de gris.',
    },
    preview: {
      message:
        'Le visualiseur détient {{image}} en {{shownColumns}} × {{shownRows}} pixels au lieu de {{columns}} × {{rows}}.',
      advice:
        'Recharger l’examen, ou faire désactiver les aperçus avec perte par l’administrateur.',
    },
    'segmentation-type': {
      message:
        '{{object}} est une segmentation de type {{type}} ; sont lus BINARY, FRACTIONAL et LABELMAP.',
      advice: 'Enregistrer la segmentation dans l’un de ces types.',
    },
    'studies-not-searched': {
      message: 'L’archive n’a pas pu être interrogée sur les autres examens du patient.',
      advice: RELOAD_OR_ARCHIVE,
    },
    'too-many-pixels': {
      message:
        '{{object}} annonce {{columns}} × {{rows}} pixels compressés, plus que tout CT n’en a.',
      advice: EXPORT_EXPLICIT,
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message: 'Les pixels de {{object}} sont codés en {{transferSyntax}}, qui n’est pas lu ici.',
      advice: EXPORT_EXPLICIT,
    },
    retired: {
      message: '{{file}} est codé en {{transferSyntax}}, retiré de la norme.',
      advice: EXPORT_EXPLICIT,
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}} a {{found}} valeurs au lieu de {{needed}} : $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'attribute-not-a-number': {
      message:
        '{{object}} contient du texte au lieu d’un nombre : $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'attributes-unreadable': {
      message: '{{file}} est endommagé : ses attributs sont illisibles.',
      advice: EXPORT_FILE,
    },
    'damaged-attribute': {
      message: '{{object}} est endommagé : une partie est illisible ({{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'element-too-long': {
      message: '{{file}} est endommagé : un élément est plus long que ce qui le contient.',
      advice: EXPORT_FILE,
    },
    'ends-early': {
      message: '{{file}} est endommagé : le jeu de données s’interrompt.',
      advice: EXPORT_FILE,
    },
    'frame-of-unknown-segment': {
      message:
        'La frame {{frame}} de {{object}} montre un segment {{segment}} qui n’est pas décrit.',
      advice: EXPORT_SEGMENTATION,
    },
    'frame-size': {
      message: '{{object}} annonce {{frames}} frames de {{columns}} × {{rows}} pixels.',
      advice: 'L’exporter de nouveau depuis le système d’origine.',
    },
    'frame-without-segment': {
      message: 'La frame {{frame}} de {{object}} n’indique pas quel segment elle montre.',
      advice: EXPORT_SEGMENTATION,
    },
    'frames-coincide': {
      message: 'Deux frames montrent le même endroit de {{segment}}.',
      advice: EXPORT_SEGMENTATION,
    },
    'frames-undescribed': {
      message: '{{object}} décrit {{described}} de ses {{frames}} frames.',
      advice: EXPORT_OBJECT,
    },
    'incomplete-contour': {
      message: 'La ROI {{roi}} de {{object}} a un contour aux points incomplets.',
      advice: 'Exporter de nouveau le structure set depuis le système d’origine.',
    },
    'inflates-too-far': {
      message: '{{file}} dépasse {{limit}} octets une fois décompressé.',
      advice: EXPORT_FILE,
    },
    'nested-too-deeply': {
      message: '{{file}} est endommagé : des séquences sont trop imbriquées.',
      advice: EXPORT_FILE,
    },
    'no-attribute': {
      message: '{{object}} n’indique pas une donnée nécessaire : $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'no-fragment': {
      message:
        '{{file}} est endommagé : les données encapsulées contiennent autre chose qu’un fragment.',
      advice: EXPORT_FILE,
    },
    'no-item': {
      message: '{{file}} est endommagé : une séquence contient autre chose qu’un item.',
      advice: EXPORT_FILE,
    },
    'no-metadata': {
      message: '{{image}} n’indique pas une donnée nécessaire : $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_IMAGES,
    },
    'no-place': {
      message: '{{object}} n’indique pas où ses pixels se trouvent dans le patient.',
      advice:
        'Exporter de nouveau les images depuis le scanner ou le PACS, avec position, orientation et espacement.',
    },
    'report-attribute': {
      message:
        'Le compte rendu {{report}} est endommagé ; il manque $t(terms.attribute.{{keyword}}).',
      advice: RETRIEVE_REPORT,
    },
    'report-changed': {
      message:
        'Le compte rendu {{report}} est endommagé : des parties manquent ou ont été modifiées.',
      advice: RETRIEVE_REPORT,
    },
    'report-fields': {
      message: 'Le compte rendu {{report}} est endommagé : {{fields}} illisible.',
      advice: RETRIEVE_REPORT,
    },
    'report-without-lesion': {
      message: 'Le compte rendu {{report}} est endommagé : il ne contient aucune lésion.',
      advice: RETRIEVE_REPORT,
    },
    undecodable: {
      message: 'Le fichier DICOM n’a pas pu être décodé.',
      advice: EXPORT_OBJECT,
    },
    'unknown-keyword': {
      message: 'L’objet DICOM ne peut pas être écrit : {{keyword}} n’est pas un attribut DICOM.',
      advice: 'Corriger l’attribut dans les images sources, ou signaler ce défaut.',
    },
    unreadable: {
      message: '{{object}} n’a pas pu être lu.',
      advice:
        'Recharger l’examen ; si l’erreur persiste, la signaler avec la sortie de la console du navigateur.',
    },
    'value-beyond-maximum': {
      message: '{{object}} a une valeur de {{value}} ; {{maximum}} est la plus grande admise.',
      advice: EXPORT_SEGMENTATION,
    },
    'value-too-long': {
      message:
        'L’objet DICOM ne peut pas être écrit : {{length}} caractères, {{vr}} en admet {{maximum}} ($t(terms.attribute.{{keyword}})).',
      advice: 'Corriger l’attribut dans les images sources, ou signaler ce défaut.',
    },
  },
  'no-ct': {
    'no-series': {
      message: 'Il n’y a pas de série CT dans {{folder}}.',
      advice: 'Indiquer le dossier qui contient les images CT.',
    },
    'none-readable': {
      message: 'Cet examen n’a aucune série CT lisible.',
      advice: 'Ouvrir un examen comportant un CT thoracique.',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}} correspond à {{count}} séries CT de {{folder}} : {{series}}.',
      advice: 'En choisir une avec --series UID, ou indiquer un dossier qui en contient une seule.',
    },
    phases: {
      message:
        '{{segmentation}} indique sur quelle série CT elle a été tracée ({{series}}), mais pas sur laquelle de ses phases : {{phases}}.',
      advice: 'En choisir une avec --phase, ou tracer la lésion sur une série d’une seule phase.',
    },
    'phases-of-study': {
      message:
        '{{segmentation}} n’indique pas sur quelle phase de sa série CT elle a été tracée : {{phases}}.',
      advice: 'Choisir la phase ici.',
    },
    'of-study': {
      message: '{{segmentation}} correspond à {{count}} séries CT de cet examen : {{series}}.',
      advice: 'Choisir ici le CT sur lequel le tracé a été fait.',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        'Les coupes de {{series}} ne sont pas régulièrement espacées : {{gap}} mm au lieu de {{usual}} mm entre les coupes {{first}} et {{second}} ({{firstImage}}, {{secondImage}}).',
      advice: 'Charger les coupes manquantes, ou choisir une autre série.',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message:
        'Les coupes de {{series}} sont décalées latéralement jusqu’à {{shift}} mm : le statif était incliné d’environ {{angle}}°.',
      advice:
        'Choisir une série sans inclinaison du statif, ou la faire d’abord rééchantillonner en coupes droites.',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}} : {{image}} est une image isolée à côté des coupes de la série.',
      advice: ONE_STACK,
    },
    'different-frames-of-reference': {
      message:
        '{{series}} mêle des images de référentiels différents (Frame of Reference ; {{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'different-rasters': {
      message:
        '{{series}} mêle des images d’orientations ou de tailles de pixel différentes ({{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'different-sizes': {
      message:
        '{{series}} mêle des images de tailles différentes ({{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'frames-off-grid': {
      message: 'Les frames de {{segment}} ne se trouvent pas sur une même grille.',
      advice: 'Tracer ou enregistrer de nouveau la segmentation sur une série régulière.',
    },
    'no-slice-thickness': {
      message: '{{series}} est une image unique sans épaisseur de coupe.',
      advice: 'Choisir une série de plusieurs coupes.',
    },
    'other-size': {
      message:
        '{{segmentation}} a été tracée sur des images d’une autre taille que cette série CT.',
      advice: 'Tracer sur cette série.',
    },
    'repeated-positions': {
      message: '{{series}} a plusieurs images à la même position.',
      advice: 'Choisir une série à une image par position, ni dynamique ni synchronisée.',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}} n’a pas de segment {{segment}} ; il n’en a aucun.',
      advice: 'Choisir l’un de ses segments.',
    },
    gone: {
      message: 'La lésion n’est plus là.',
      advice: 'Choisir une autre lésion.',
    },
    none: {
      message: '{{segmentation}} n’a aucun segment.',
      advice: 'Tracer la lésion, ou choisir une autre segmentation.',
    },
    'not-in-object': {
      message: '{{object}} n’a pas de segment {{segment}} ; il a {{offered}}.',
      advice: 'Choisir l’un de ses segments.',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: '{{segment}} ne contient pas un seul voxel de cette série CT.',
      advice: 'Choisir un autre segment, ou tracer de nouveau celui-ci.',
    },
    'nothing-on-ct': {
      message: 'Le segment ne contient aucun voxel sur ce CT.',
      advice: 'Tracer la lésion, ou choisir un autre segment.',
    },
    'nothing-to-save': {
      message: 'Le segment « {{label}} » n’a aucun voxel ; il n’y a rien à enregistrer.',
      advice: 'Le tracer d’abord, ou l’omettre.',
    },
    several: {
      message: '{{count}} segments de {{segmentation}} n’ont aucun voxel de cette série CT.',
      advice: 'Choisir un autre segment, ou tracer l’un de ceux-ci.',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : {{needed}} octets attendus, {{found}} présents.',
      advice: EXPORT_FILE,
    },
    'codestream-damaged': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : un codestream est endommagé, ou codé d’une façon que son codec ne lit pas.',
      advice: EXPORT_FILE,
    },
    'codestream-incomplete': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : un codestream contient moins que son en-tête n’annonce.',
      advice: EXPORT_FILE,
    },
    'codestream-short': {
      message: 'Les données de pixels de {{object}} sont incomplètes : un codestream s’interrompt.',
      advice: EXPORT_FILE,
    },
    'fragments-short': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : ses données encapsulées s’interrompent.',
      advice: EXPORT_FILE,
    },
    'fragments-unassigned': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : {{frames}} frames, mais {{fragments}} fragments.',
      advice: EXPORT_FILE,
    },
    'frame-short': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : une frame de {{columns}} × {{rows}} pixels s’interrompt.',
      advice: EXPORT_FILE,
    },
    'frames-short': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : {{frames}} frames de {{columns}} × {{rows}} pixels demandent {{needed}} octets, {{found}} sont présents.',
      advice: EXPORT_FILE,
    },
    'no-codestream': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : une frame ne commence pas comme un codestream.',
      advice: EXPORT_FILE,
    },
    'no-fragments': {
      message: 'Les données de pixels de {{object}} sont incomplètes : aucun fragment.',
      advice: EXPORT_FILE,
    },
    none: {
      message: 'Les données de pixels de {{object}} sont incomplètes : il n’y en a pas.',
      advice: EXPORT_FILE,
    },
    'offset-table': {
      message:
        'Les données de pixels de {{object}} sont incomplètes : son Extended Offset Table mène à {{found}} frames sur {{frames}}.',
      advice: EXPORT_FILE,
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: 'Cette série CT n’a pas le même référentiel (Frame of Reference) que {{segment}}.',
      advice: DRAWN_ON,
    },
    'than-folder': {
      message:
        '{{segmentation}} est dans un autre référentiel (Frame of Reference) que le CT de {{folder}}.',
      advice: 'Indiquer le dossier du CT sur lequel le tracé a été fait.',
    },
    'than-study': {
      message:
        '{{segmentation}} est dans un autre référentiel (Frame of Reference) que le CT de cet examen.',
      advice:
        'Ouvrir le CT sur lequel le tracé a été fait, ou faire recaler la segmentation sur ce CT.',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}} et {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Ne pas les utiliser ensemble. Prévenir les responsables de l’archive, et faire reclasser l’objet erroné.',
    },
    'contours-named': {
      message:
        '{{contours}} et {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Indiquer les contours de ce CT. Si les deux ont été désidentifiés séparément et vont à coup sûr ensemble, le confirmer par --accept-other-patient.',
    },
    images: {
      message:
        'Les images de {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) : elles concernent peut-être des patients différents.',
      advice:
        'Ne pas les utiliser. Prévenir les responsables de l’archive, et faire reclasser les images erronées.',
    },
    'images-named': {
      message:
        'Les fichiers de {{ct}} se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Ne laisser que ceux d’un patient. S’ils ont été désidentifiés séparément et vont à coup sûr ensemble, le confirmer par --accept-other-patient.',
    },
    predecessor: {
      message:
        'Le compte rendu à remplacer et le CT se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Recharger l’examen, et signaler aux responsables de l’archive que le compte rendu est mal classé.',
    },
    report: {
      message:
        'Ce compte rendu et le CT se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Il n’est pas affiché. Prévenir les responsables de l’archive, et le faire reclasser.',
    },
    study: {
      message:
        '{{ct}} et un autre CT de cet examen se contredisent sur $t(terms.attribute.{{attributes}}) : ils concernent peut-être des patients différents.',
      advice:
        'Rien n’est enregistré. Prévenir les responsables de l’archive, et faire reclasser la série erronée.',
    },
  },
  'segment-outside-image': {
    contours: {
      message:
        '{{outside}} des {{total}} plans de contour de {{segment}} dépassent cette série CT.',
      advice: DRAWN_ON,
    },
    'other-images': {
      message:
        '{{segmentation}} a été tracée sur des images qui ne font pas partie de cette série CT.',
      advice: DRAWN_ON,
    },
    part: {
      message: '{{outside}} des {{total}} voxels de {{segment}} sont hors de cette série CT.',
      advice: DRAWN_ON,
    },
    whole: {
      message: '{{segment}} est entièrement hors de cette série CT.',
      advice: DRAWN_ON,
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: 'Le masque s’étend sur {{dimensions}} des {{least}} axes requis.',
      advice: 'Tracer une lésion plus grande, ou abaisser minimumROIDimensions.',
    },
    'few-voxels': {
      message: 'Le masque a {{count}} voxels ; plus de {{least}} sont demandés.',
      advice: 'Tracer une lésion plus grande, ou abaisser minimumROISize.',
    },
    'filtered-not-numbers': {
      message: 'Dans le masque, l’image filtrée a des voxels qui ne sont pas des nombres.',
      advice: 'Remplacer ces voxels dans l’image, ou omettre le filtre.',
    },
    'no-spacing': {
      message: 'L’image n’indique pas l’espacement de ses voxels.',
      advice: 'L’exporter de nouveau avec son espacement.',
    },
    'no-voxel': {
      message: 'Le masque n’a aucun voxel.',
      advice: 'Tracer la lésion, ou choisir un autre label.',
    },
    'no-voxel-left': {
      message: 'Interpolation et resegmentation ne laissent aucun voxel du masque.',
      advice: 'Tracer une lésion plus grande, ou élargir la plage de resegmentation.',
    },
    'not-numbers': {
      message: 'L’image a, dans le masque, des voxels qui ne sont pas des nombres.',
      advice: 'Les remplacer, ou les exclure du masque.',
    },
    'other-grid': {
      message: 'Le masque est sur une autre grille que l’image.',
      advice: 'Le ramener d’abord sur la grille de l’image.',
    },
    resegmented: {
      message: 'La resegmentation laisse {{left}} voxels sur {{count}}.',
      advice: 'Élargir resegmentRange.',
    },
    'several-slices': {
      message: 'Le masque s’étend sur {{count}} coupes ; shape2D n’en admet qu’une.',
      advice: 'Omettre shape2D, ou choisir un masque d’une seule coupe.',
    },
    'single-voxel': {
      message: 'Le masque a un seul voxel.',
      advice: 'Tracer une lésion de plusieurs voxels.',
    },
    'single-voxel-left': {
      message: 'Interpolation et resegmentation ne laissent qu’un voxel du masque.',
      advice: 'Tracer une lésion plus grande, ou élargir la plage de resegmentation.',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message:
        'Le modèle demande la caractéristique {{feature}}, que ses paramètres ne donnent pas.',
      advice: CORRECT_PARAMETERS,
    },
    file: {
      message: '{{file}} : le fichier : {{problem}}.',
      advice: CORRECT_PARAMETERS,
    },
    'log-width': {
      message: 'LoG ne peut pas avoir la largeur {{sigma}} mm.',
      advice: CORRECT_PARAMETERS,
    },
    'not-yaml': {
      message: '{{file}} n’est pas du YAML : {{problem}}',
      advice: CORRECT_PARAMETERS,
    },
    setting: {
      message: '{{file}} : {{setting}} : {{problem}}.',
      advice: CORRECT_PARAMETERS,
    },
    'bins-too-narrow': {
      message: 'Des classes de {{width}} font plus de {{most}} niveaux de gris de la lésion.',
      advice: 'Choisir des classes (bins) plus larges.',
    },
    'spacing-too-coarse': {
      message: 'À un espacement de {{spacing}} mm, il ne reste aucun voxel de la lésion.',
      advice: 'Choisir un espacement inférieur à la taille de la lésion.',
    },
    'spacing-too-fine': {
      message:
        'L’espacement {{spacing}} mm divise la boîte de la lésion en plus de voxels qu’il n’en peut tenir.',
      advice: CORRECT_PARAMETERS,
    },
    'unknown-feature': {
      message: 'La classe {{featureClass}} n’a pas de caractéristique {{feature}}.',
      advice: CORRECT_PARAMETERS,
    },
    'trusted-keys': {
      message: '{{place}} ne contient pas une liste de clés ({{problem}}).',
      advice:
        'Écrire une liste d’objets avec name et publicKey, comme mutation-prediction sign key les affiche.',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: 'Le serveur {{server}} n’indique pas ce qu’est son modèle {{model}}.',
      advice: 'Indiquer un serveur de ce logiciel, non celui qui, derrière, exécute ses réseaux.',
    },
    'not-on-server': {
      message: 'Le serveur {{server}} n’a pas de modèle {{model}}.',
      advice: 'Choisir un modèle qu’il a, ou s’adresser à ses responsables.',
    },
    'not-listed': {
      message: 'Le serveur {{server}} n’indique pas quels modèles il a.',
      advice:
        'Vérifier que mutationPrediction.server dans app-config.js est l’adresse d’un tel serveur.',
    },
    'no-card': {
      message: 'Le serveur {{server}} n’a pas de fiche du modèle {{model}}.',
      advice: ASK_SERVER,
    },
    'not-here': {
      message: 'Cet ordinateur n’a pas le modèle {{model}}.',
      advice: 'Choisir l’un de ses modèles, ou exécuter celui-ci sur le serveur.',
    },
    'no-assets-url': {
      message: 'Ce visualiseur n’indique pas où est servi le worker de Mutation Prediction.',
      advice:
        'Régler mutationPrediction.assetsUrl dans app-config.js sur le dossier du build ESM de l’extension.',
    },
    'unknown-device': {
      message: 'mutationPrediction.device vaut « {{device}} » dans app-config.js.',
      advice: 'Le régler sur l’une de ces valeurs : {{devices}}.',
    },
    'unknown-place': {
      message: 'mutationPrediction.server.place vaut « {{place}} » dans app-config.js.',
      advice: 'Le régler sur l’une de ces valeurs : {{places}}.',
    },
    'unknown-server': {
      message: 'mutationPrediction.server vaut « {{server}} » dans app-config.js.',
      advice:
        'Donner une adresse de l’origine du visualiseur, comme /inference, ou commençant par https://, sans utilisateur ni mot de passe.',
    },
    'insecure-page': {
      message: 'Le modèle ne peut pas être vérifié, car cette page n’est pas un contexte sécurisé.',
      advice: 'Ouvrir le visualiseur en HTTPS ou sur localhost.',
    },
    'no-package-read': {
      message: 'Aucun paquet de modèle « {{model}} » n’a pu être lu.',
      advice: 'Vérifier mutationPrediction.models dans app-config.js.',
    },
    'not-fetched': {
      message: '{{url}} n’a pas pu être récupéré : {{problem}}.',
      advice: SERVES_PACKAGE,
    },
    'not-served': {
      message: '{{url}} n’a pas pu être récupéré : le serveur a répondu {{status}}.',
      advice: SERVES_PACKAGE,
    },
    'no-storage': {
      message:
        'Ce navigateur ne conserve aucun fichier pour cette page, et le modèle {{model}} pèse {{size}} Mo, trop pour être récupéré à chaque lésion.',
      advice:
        'Ouvrir le visualiseur en HTTPS dans une fenêtre ordinaire, ou exécuter le modèle sur le serveur.',
    },
    'no-room': {
      message: 'Ce navigateur n’a pas la place pour les {{size}} Mo du modèle {{model}}.',
      advice: 'Libérer de l’espace sur le disque, ou exécuter le modèle sur le serveur.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Réessayer ; si l’erreur persiste, s’adresser aux responsables de ce visualiseur.',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}} ne décrit pas les cas sur lesquels un modèle a été entraîné.',
      advice: OTHER_VERSION,
    },
    'no-views': {
      message: 'Le modèle {{model}} n’utilise pas de vues de la lésion.',
      advice: 'Choisir un paquet de modèle dont les entrées comprennent des vues.',
    },
    'not-json': {
      message: '{{file}} ne décrit pas un paquet de modèle (ce n’est pas du JSON).',
      advice: COMPARE_SCHEMA,
    },
    schema: {
      message: '{{file}} ne décrit pas un paquet de modèle ({{problems}}).',
      advice: COMPARE_SCHEMA,
    },
    'schema-more': {
      message: '{{file}} ne décrit pas un paquet de modèle ({{problems}} ; {{count}} de plus).',
      advice: COMPARE_SCHEMA,
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: 'Le fichier de modèle {{file}} a le SHA-256 {{found}}… au lieu de {{expected}}….',
      advice: FETCH_PACKAGE,
    },
    size: {
      message: 'Le fichier de modèle {{file}} a {{found}} octets au lieu de {{expected}}.',
      advice: FETCH_PACKAGE,
    },
  },
  'inference-failed': {
    'no-result': {
      message: 'La réponse du serveur n’est pas un résultat du modèle {{model}} : {{problem}}.',
      advice:
        'Prévenir les responsables du serveur ; sa version diffère peut-être de celle de ce programme.',
    },
    'failed-on-server': {
      message: 'Le modèle {{model}} a échoué : {{problem}}',
      advice: 'Transmettre ce message aux responsables du serveur.',
    },
    'no-activation-maps': {
      message:
        'Le modèle {{model}} n’a pas fourni de cartes d’activation utilisables de son entrée « {{input}} ».',
      advice: OTHER_VERSION,
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message:
        'Le modèle {{model}} n’a fourni aucune caractéristique à comparer à ses données d’entraînement.',
      advice: OTHER_VERSION,
    },
    'no-output': {
      message: 'Le modèle {{model}} n’a pas fourni de sortie « {{output}} ».',
      advice: RUN_ELSEWHERE,
    },
    'no-probabilities': {
      message:
        'La sortie « {{output}} » du modèle {{model}} contient des valeurs qui ne sont pas des probabilités.',
      advice: RUN_ELSEWHERE,
    },
    'not-compiled': {
      message: 'Le réseau n’a pas pu être compilé sur {{backend}} : {{problem}}',
      advice: RUN_AGAIN,
    },
    'not-run': {
      message: 'Le réseau n’a pas pu être exécuté sur {{backend}} : {{problem}}',
      advice: RUN_AGAIN,
    },
    'output-shape': {
      message:
        'La sortie « {{output}} » du modèle {{model}} a la forme [{{found}}] au lieu de [{{expected}}].',
      advice: RUN_ELSEWHERE,
    },
    'runtime-not-loaded': {
      message: 'ONNX Runtime ({{build}}) n’a pas pu être chargé : {{problem}}',
      advice: COMPLETE_BUILD,
    },
    stopped: {
      message: 'La prédiction s’est interrompue : {{problem}}',
      advice: RUN_AGAIN,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Relancer Prédire ; en cas de nouvel échec, recharger la page.',
    },
    'webgpu-only': {
      message: 'Ce site n’autorise que WebGPU. {{reason}}',
      advice:
        'Utiliser un navigateur offrant WebGPU, ou régler mutationPrediction.device sur auto dans app-config.js.',
    },
    'worker-not-loaded': {
      message: 'Le worker d’inférence n’a pas pu être chargé depuis {{url}}.',
      advice: SAME_ORIGIN,
    },
    'worker-ended': {
      message: 'Le navigateur a arrêté le worker d’inférence, peut-être par manque de mémoire.',
      advice: 'Fermer d’autres onglets et relancer, ou choisir un modèle plus petit.',
    },
    'worker-stopped': {
      message: 'Le worker d’inférence s’est interrompu : {{problem}}',
      advice: SAME_ORIGIN,
    },
  },
  'model-changed': {
    'other-version': {
      message:
        'Le serveur a une autre version du modèle {{model}} que celle visée par cette demande.',
      advice: 'Rouvrir le modèle : ses seuils ou ses entrées ont peut-être changé.',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: 'Le serveur {{server}} n’a pas donné de réponse utilisable : {{problem}}',
      advice: 'Prévenir les responsables du serveur, ou exécuter le modèle ici.',
    },
    silent: {
      message: 'Le serveur {{server}} ne répond pas.',
      advice: 'Vérifier son adresse et le réseau, ou exécuter le modèle ici.',
    },
    'not-ready': {
      message: 'Le serveur {{server}} n’est pas prêt à exécuter des modèles.',
      advice: 'Réessayer plus tard, ou exécuter le modèle ici.',
    },
    'too-late': {
      message: 'Le serveur {{server}} a mis trop longtemps à répondre.',
      advice: 'Réessayer, ou exécuter le modèle ici.',
    },
  },
  'server-busy': {
    full: {
      message: 'Le serveur {{server}} est surchargé en ce moment.',
      advice: 'Réessayer dans une minute, ou exécuter le modèle ici.',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: 'Le serveur {{server}} n’autorise pas l’utilisation du modèle {{model}}.',
      advice: ASK_SERVER,
    },
    'not-allowed-at-all': {
      message: 'Le serveur {{server}} n’autorise pas son utilisation.',
      advice: ASK_SERVER,
    },
    request: {
      message: 'Le serveur {{server}} a refusé la demande : {{problem}}',
      advice: 'Sa version diffère peut-être de celle de ce programme.',
    },
    'unknown-user': {
      message: 'Le serveur {{server}} ne reconnaît pas cet utilisateur.',
      advice: 'Se reconnecter, ou donner un jeton valide.',
    },
  },
  'worker-failed': {
    features: {
      message: 'Un worker calculant des caractéristiques s’est interrompu : {{problem}}.',
      advice: COMPUTE_AGAIN,
    },
    'features-not-loaded': {
      message:
        'Un worker calculant des caractéristiques s’est interrompu : il n’a pas pu être chargé.',
      advice: COMPUTE_AGAIN,
    },
    object: {
      message: '{{object}} n’a pas pu être lu : {{problem}}.',
      advice: PERHAPS_DAMAGED,
    },
    'object-closed': {
      message: '{{object}} n’a pas pu être lu : son examen a été fermé.',
      advice: PERHAPS_DAMAGED,
    },
    'object-slow': {
      message: '{{object}} n’a pas pu être lu : cela a duré plus de {{seconds}} s.',
      advice: PERHAPS_DAMAGED,
    },
    'parser-not-loaded': {
      message: '{{object}} n’a pas pu être lu : {{url}} n’a pas pu être chargé.',
      advice: PERHAPS_DAMAGED,
    },
    segmenter: {
      message: 'Le nodule n’a pas pu être segmenté : {{problem}}.',
      advice: 'Cliquer de nouveau ; si l’erreur persiste, le délimiter au pinceau.',
    },
    'segmenter-not-loaded': {
      message: 'Le nodule n’a pas pu être segmenté : {{url}} n’a pas pu être chargé.',
      advice:
        'Recharger la page ; si l’erreur persiste, s’adresser à qui a installé cette extension.',
    },
    segmentation: {
      message: 'La segmentation n’a pas pu être lue : {{problem}}.',
      advice: 'Recharger l’examen ; si l’erreur persiste, la signaler avec ce message.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Relancer le calcul ; en cas de nouvel échec, recharger la page.',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message:
        'L’image de cette prédiction n’a pas d’identité DICOM ; aucun compte rendu DICOM ne peut y renvoyer.',
      advice: 'Prédire sur la série DICOM, ou conserver le résultat en JSON.',
    },
  },
  'invalid-report': {
    'class-uid': {
      message:
        'Le compte rendu ne peut pas être écrit : la SOP Class UID de « {{concept}} » n’est pas une UID valide.',
      advice: NOTHING_STORED,
    },
    'code-part-not-ascii': {
      message:
        'Le compte rendu ne peut pas être écrit : $t(terms.code.{{part}}) « {{text}} » n’est pas en ASCII pur.',
      advice: NOTHING_STORED,
    },
    'code-part-too-long': {
      message:
        'Le compte rendu ne peut pas être écrit : $t(terms.code.{{part}}) « {{text}} » dépasse {{maximum}} caractères.',
      advice: NOTHING_STORED,
    },
    'contours-changed': {
      message: 'Les contours de {{lesion}} ne sont plus ceux de la prédiction.',
      advice: 'Prédire de nouveau, puis enregistrer.',
    },
    'different-facts': {
      message:
        'Le compte rendu ne peut pas être écrit : les prédictions ont des valeurs différentes de {{key}}.',
      advice: NOTHING_STORED,
    },
    'document-uid': {
      message: 'Le compte rendu ne peut pas être écrit : {{attribute}} n’est pas une UID valide.',
      advice: NOTHING_STORED,
    },
    'empty-container': {
      message: 'Le compte rendu ne peut pas être écrit : le conteneur « {{concept}} » est vide.',
      advice: NOTHING_STORED,
    },
    'empty-text': {
      message: 'Le compte rendu ne peut pas être écrit : le texte de « {{concept}} » est vide.',
      advice: NOTHING_STORED,
    },
    'explanation-class': {
      message:
        'Le compte rendu ne peut pas être écrit : l’explication visuelle n’est ni une Parametric Map ni un SEG.',
      advice: NOTHING_STORED,
    },
    'explanation-segment': {
      message:
        'Le compte rendu ne peut pas être écrit : l’explication visuelle est un segment de SEG sans numéro, ou une carte qui en a un.',
      advice: NOTHING_STORED,
    },
    'explanation-target': {
      message:
        'Le compte rendu ne peut pas être écrit : une explication visuelle porte sur ce qui n’est pas prédit.',
      advice: NOTHING_STORED,
    },
    'frame-number': {
      message:
        'Le compte rendu ne peut pas être écrit : « {{concept}} » n’a pas de numéro de frame valide.',
      advice: NOTHING_STORED,
    },
    'instance-uid': {
      message:
        'Le compte rendu ne peut pas être écrit : la SOP Instance UID de « {{concept}} » n’est pas une UID valide.',
      advice: NOTHING_STORED,
    },
    'invalid-fields': {
      message: 'Le compte rendu ne peut pas être écrit : {{fields}} non valide.',
      advice: NOTHING_STORED,
    },
    'no-code-part': {
      message:
        'Le compte rendu ne peut pas être écrit : à un concept (« {{concept}} ») il manque $t(terms.code.{{part}}).',
      advice: NOTHING_STORED,
    },
    'no-lesion': {
      message: 'Le compte rendu ne peut pas être écrit : il n’a pas de lésion.',
      advice: NOTHING_STORED,
    },
    'no-seg': {
      message:
        'Le compte rendu ne peut pas être écrit : la lésion n’est pas donnée comme segment d’un DICOM SEG.',
      advice: NOTHING_STORED,
    },
    'not-finite': {
      message: 'Le compte rendu ne peut pas être écrit : « {{concept}} » n’est pas un nombre fini.',
      advice: NOTHING_STORED,
    },
    'other-image': {
      message:
        'Le compte rendu ne peut pas être écrit : la prédiction a été faite sur une autre image ({{attribute}} diffère).',
      advice: NOTHING_STORED,
    },
    'other-segment': {
      message:
        'Le compte rendu ne peut pas être écrit : la prédiction a été faite sur un autre segment.',
      advice: NOTHING_STORED,
    },
    'other-study': {
      message:
        'Le compte rendu ne peut pas être écrit : les attributs du patient sont d’un autre examen que l’image.',
      advice: NOTHING_STORED,
    },
    outdated: {
      message:
        'Le résultat a cessé d’être à jour pendant la rédaction du compte rendu ; rien n’a été enregistré.',
      advice: 'Relancer Prédire et enregistrer ce résultat-là.',
    },
    relationship: {
      message:
        'Le compte rendu ne peut pas être écrit : « {{concept}} » ({{type}}) ne peut avoir de {{childType}} comme {{relationship}}.',
      advice: NOTHING_STORED,
    },
    'same-run-twice': {
      message: 'Le compte rendu ne peut pas être écrit : la même exécution y figure deux fois.',
      advice: NOTHING_STORED,
    },
    'segment-number': {
      message:
        'Le compte rendu ne peut pas être écrit : « {{concept}} » n’a pas de numéro de segment valide.',
      advice: NOTHING_STORED,
    },
    'text-not-ascii': {
      message:
        'Le compte rendu ne peut pas être écrit : le texte de « {{concept}} » n’est pas en ASCII pur.',
      advice: NOTHING_STORED,
    },
    uid: {
      message: 'Le compte rendu ne peut pas être écrit : « {{concept}} » n’est pas une UID valide.',
      advice: NOTHING_STORED,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Relancer Prédire et enregistrer ce résultat-là.',
    },
    unsound: {
      message: 'Le compte rendu ne peut pas être écrit : {{problem}}.',
      advice: NOTHING_STORED,
    },
    'not-ours-to-sign': {
      message:
        'Le compte rendu {{report}} vient d’un autre système, ou ne porte pas le sceau de ce produit.',
      advice: 'Signer des comptes rendus écrits par ce produit.',
    },
  },
  'store-refused': {
    failed: {
      message:
        'Le serveur a refusé le compte rendu : $t(terms.storeFailure.{{failure}}) ({{status}}H).',
      advice: STORE_ELSEHOW,
    },
    'no-answer': {
      message: 'Le serveur n’a pas répondu.',
      advice: 'Vérifier la connexion, puis réessayer.',
    },
    'no-reason': {
      message: 'Le serveur a refusé le compte rendu sans donner de raison.',
      advice: STORE_ELSEHOW,
    },
    'no-store': {
      message: 'La source de données de ce visualiseur ne peut pas enregistrer d’objets DICOM.',
      advice: 'Télécharger le compte rendu et l’envoyer à l’archive par un autre moyen.',
    },
    'not-listed': {
      message:
        'Le serveur a répondu, mais ne compte pas le compte rendu parmi les objets enregistrés.',
      advice: STORE_ELSEHOW,
    },
    refused: {
      message: 'Le serveur a refusé le compte rendu : HTTP {{status}}.',
      advice: STORE_ELSEHOW,
    },
    'refused-because': {
      message: 'Le serveur a refusé le compte rendu : {{problem}} (HTTP {{status}}).',
      advice: STORE_ELSEHOW,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Réessayer, ou télécharger le compte rendu ; il est conservé ici jusque-là.',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: 'Le point est hors du CT.',
      advice:
        'Choisir un point dans un nodule de ce CT ; les millimètres comptent dans le repère du patient, L, P, S.',
    },
    'no-lung': {
      message: 'Il n’y a pas de poumon aéré près du point.',
      advice: CLICK_NODULE,
    },
    air: {
      message: 'Le point est dans l’air, non dans un nodule.',
      advice: 'Cliquer sur le nodule lui-même.',
    },
    bone: {
      message: 'Le point est dans l’os.',
      advice: CLICK_NODULE,
    },
    'outside-lung': {
      message: 'Le point est hors des poumons.',
      advice: CLICK_NODULE,
    },
    'no-ct-there': {
      message: 'Cette fenêtre ne montre aucun CT lisible.',
      advice: 'Cliquer sur le nodule là où une série CT est affichée.',
    },
    'only-lung': {
      message: 'Il n’y a que du poumon aéré à cet endroit.',
      advice:
        'Cliquer dans la partie dense du nodule ; un nodule à peine plus dense que le poumon doit être tracé.',
    },
    'too-thin': {
      message: 'Ce qui se trouve au point est trop mince pour un nodule, un vaisseau par exemple.',
      advice: 'Cliquer au milieu du nodule, ou le délimiter au pinceau.',
    },
  },
  cancelled: {
    run: {
      message: 'L’exécution a été annulée.',
    },
  },
  'signature-invalid': {
    model: {
      message: 'Le paquet de modèle {{model}} a été modifié après sa signature.',
      advice:
        'Ne pas l’utiliser. Le récupérer de nouveau auprès de son auteur, et comparer la signature.',
    },
    report: {
      message: 'Le compte rendu {{report}} a été modifié après sa signature.',
      advice: 'Ne pas s’y fier. Récupérer l’original auprès du signataire.',
    },
  },
  'invalid-request': {
    'no-output': {
      message: 'Le modèle {{model}} n’a pas de sortie « {{output}} ».',
      advice: 'Demander : {{available}}.',
    },
    pipeline: {
      message: 'La demande au modèle {{model}} est illisible : {{problem}}.',
      advice: 'Envoyer ce que les métadonnées du modèle énumèrent.',
    },
  },
} as const;
