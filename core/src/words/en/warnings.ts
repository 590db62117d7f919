/** A warning is named by its code; one with several sentences has a name for each. */
export const warnings = {
  'not-from-patients':
    'This model learned from made-up images at most, never from patients. Its result says nothing about this patient.',
  'demonstration-weights':
    'Demonstration weights: the numbers mean nothing for a patient. Trained on: {{trainedOn}}',
  'shown-although-withheld':
    'The model’s figures were withheld, and are shown because a user asked to see them. They are not to be relied on.',
  'other-structure': {
    coded:
      'The segment is coded as “{{structure}}”, which is no lung lesion. Choose the segment that holds the lesion.',
    elsewhere:
      'The segment is coded as a lesion of “{{structure}}”; the model reads lesions of the lung only. Choose the segment that holds the lung lesion.',
  },
  'implausible-hu': {
    flat: 'The CT hardly varies within {{reach}} mm of the lesion: its values are not those of a patient. Choose the original CT series.',
    low: '$t(terms.share.{{share}}) of the voxels within {{reach}} mm of the lesion have lower values than air: they are not Hounsfield units. Choose the original CT series.',
    high: '$t(terms.share.{{share}}) of the voxels within {{reach}} mm of the lesion are as dense as compact bone: they are not Hounsfield units of a chest. Choose the original CT series.',
  },
  'outside-lung': {
    none: 'There is no aerated lung within {{reach}} mm of the lesion: it lies outside the lungs, or the values of the CT are not Hounsfield units. Check that the contours and the CT series are the right ones.',
    apart:
      'Only $t(terms.share.{{share}}) of what surrounds the lesion is aerated lung: it lies outside the lungs, or within lung that holds no air. Check the contours.',
  },
  'contours-on-air':
    'The contours hold air and no tissue (median {{median}} HU). Check that they lie on the lesion.',
  'contours-on-bone':
    '$t(terms.share.{{share}}) of the lesion is as dense as bone: it is bone, or calcified, and the model was not made for either. Check the contours.',
  'contours-on-lung':
    'The contours hold normal lung: it is only {{contrast}} HU denser than the lung around it. Draw the lesion itself.',
  'outside-field':
    'Only $t(terms.share.{{share}}) of the lesion lies in the part of the CT that the model sees, which is around its centre. Choose one part of the segment, or another model.',
  'coded-otherwise':
    'The segment is coded as “{{structure}}”, not as a lesion. Check that it is the right segment.',
  'little-lung':
    'Only $t(terms.share.{{share}}) of what surrounds the lesion is aerated lung. Check its border towards the chest wall, the mediastinum or the diaphragm.',
  'little-tissue':
    'Only $t(terms.share.{{share}}) of the contours is denser than −500 HU; the rest may be normal lung. Check that they lie on the lesion.',
  'dense-parts':
    '$t(terms.share.{{share}}) of the lesion is as dense as bone. Check that the contours hold no rib or vertebra.',
  'blood-density':
    'The lesion is as dense as blood with contrast medium (median {{median}} HU). Check that it is not a vessel.',
  'unusual-lung':
    'The lung around the lesion has {{median}} HU, where {{low}} to {{high}} HU are usual. Emphysema, fluid or a CT that is not calibrated changes what the model sees.',
  'lesion-exceeds-field':
    '$t(terms.share.{{share}}) of the lesion lies outside the {{field}} mm field that the model sees.',
  'lesion-touches-field':
    'The lesion comes within {{clearance}} mm of the border of the {{field}} mm field that the model sees.',
  'lesion-small':
    'The lesion is {{diameter}} mm long; less than {{least}} mm is too small to be read.',
  'lesion-few-slices_one':
    'The lesion is contoured on {{count}} slice; {{least}} or more are needed to see its shape.',
  'lesion-few-slices_other':
    'The lesion is contoured on {{count}} slices; {{least}} or more are needed to see its shape.',
  'lesion-in-parts':
    'The lesion is in {{count}} separate parts; the field is centred on all of them together.',
  'thick-slices': 'The slices are {{thickness}} mm thick; more than {{most}} mm blurs the lesion.',
  'not-chest': 'The CT is of the body part {{bodyPart}}, not of the chest.',
  'contrast-unknown':
    'The CT does not say whether contrast was given, or in which phase it was taken.',
  'clinical-missing': {
    none: '$t(terms.clinical.{{field}}) is not known; the model calculates without it.',
    age: 'Age is not known; the model calculates with {{value}} years instead.',
    height: 'Height is not known; the model calculates with {{value}} cm instead.',
    weight: 'Weight is not known; the model calculates with {{value}} kg instead.',
    as: '$t(terms.clinical.{{field}}) is not known; the model calculates with “$t(terms.choice.{{choice}})” instead.',
    between:
      '$t(terms.clinical.{{field}}) is not known; the model calculates with a value between “$t(terms.choice.{{lower}})” and “$t(terms.choice.{{upper}})” instead.',
    mixed:
      '$t(terms.clinical.{{field}}) is not known; the model calculates with no particular value instead.',
  },
  'radiomics-missing': {
    feature:
      '{{missing}} of {{count}} radiomic features cannot be taken of this lesion ({{feature}}); the model calculates with the training data’s usual values instead.',
    features:
      '{{missing}} of {{count}} radiomic features cannot be taken of this lesion ({{feature}} and {{others}} more); the model calculates with the training data’s usual values instead.',
  },
  'unlike-training-data': {
    network:
      'The lesion is unlike those that the model was trained on, most of all in what the network makes of it: of lesions like those, at most {{share}} % are as unusual.',
    region:
      'The lesion is unlike those that the model was trained on, most of all in the CT in and around it: of lesions like those, at most {{share}} % are as unusual.',
    radiomics:
      'The lesion is unlike those that the model was trained on, most of all in its radiomic features: of lesions like those, at most {{share}} % are as unusual.',
  },
  'segmentation-resampled': {
    ct: 'The contours were drawn on other voxels than those of this CT; their border may be off by half a voxel.',
    image:
      '{{file}} was drawn on other voxels than those of the image; its border may be off by half a voxel.',
  },
  'contours-overlap_one':
    'Contours of {{segment}} repeat or overlap each other on {{count}} slice; {{voxels}} voxels hang on how that is read.',
  'contours-overlap_other':
    'Contours of {{segment}} repeat or overlap each other on {{count}} slices; {{voxels}} voxels hang on how that is read.',
  'other-ct': {
    named:
      '{{contours}} was drawn on {{drawnOn}} and is read on {{ct}}: in another phase or reconstruction the lesion may lie elsewhere.',
    series:
      '{{contours}} was drawn on the series {{drawnOn}} and is read on {{ct}}: in another phase or reconstruction the lesion may lie elsewhere.',
    images:
      '{{contours}} was drawn on images that are not among those of {{ct}}, on which it is read: in another phase or reconstruction the lesion may lie elsewhere.',
  },
  'other-patient': {
    contours:
      '{{contours}} and {{ct}} contradict each other in $t(terms.attribute.{{attributes}}); the user vouched that they are of one patient.',
    report:
      '{{file}} and {{ct}} contradict each other in $t(terms.attribute.{{attributes}}); the user vouched that they are of one patient.',
    images:
      'The files of {{ct}} contradict each other in $t(terms.attribute.{{attributes}}); the user vouched that they are of one patient.',
  },
  'device-fallback': 'The model ran on $t(terms.backend.{{backend}}). $t(terms.fallback.{{why}})',
} as const;
