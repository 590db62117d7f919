/** A warning is named by its code; one with several sentences has a name for each. */
export const warnings = {
  'demonstration-weights':
    'Demonstration weights: the numbers mean nothing for a patient. Trained on: {{trainedOn}}',
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
  'implausible-hu':
    'Around the lesion $t(terms.share.{{air}}) of the voxels have values of air and $t(terms.share.{{softTissue}}) of soft tissue: these may not be Hounsfield units of a chest.',
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
      'The lesion is unlike those that the model was trained on, most of all in what the network makes of it: of lesions like those, at most {{share}} are as unusual.',
    region:
      'The lesion is unlike those that the model was trained on, most of all in the CT in and around it: of lesions like those, at most {{share}} are as unusual.',
    radiomics:
      'The lesion is unlike those that the model was trained on, most of all in its radiomic features: of lesions like those, at most {{share}} are as unusual.',
  },
  'segmentation-resampled': {
    ct: 'The segmentation was drawn on another grid and brought to this CT by nearest neighbour.',
    image: "{{file}} lies on another grid and was brought to the image's by nearest neighbour.",
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
      '{{contours}} and {{ct}} contradict each other in {{attributes}}; the user vouched that they are of one patient.',
    report:
      '{{file}} and {{ct}} contradict each other in {{attributes}}; the user vouched that they are of one patient.',
    images:
      'The files of {{ct}} contradict each other in {{attributes}}; the user vouched that they are of one patient.',
  },
  'device-fallback': 'The model ran on $t(terms.backend.{{backend}}). {{reason}}',
} as const;
