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
    none: '$t(terms.clinical.{{field}}) is not known; the model was trained to do without it.',
    age: 'Age is not known; the model calculates with {{value}} years instead.',
    height: 'Height is not known; the model calculates with {{value}} cm instead.',
    weight: 'Weight is not known; the model calculates with {{value}} kg instead.',
    stage: 'Stage is not known; the model calculates with {{value}} instead.',
    sex: 'Sex is not known; the model calculates with {{value}} (female {{F}}, male {{M}}, other {{O}}) instead.',
    smoking:
      'Smoking history is not known; the model calculates with {{value}} (never {{never}}, former {{former}}, current {{current}}) instead.',
    familyHistory:
      'Family history is not known; the model calculates with {{value}} (yes {{yes}}, no {{no}}) instead.',
    lobe: 'Lobe is not known; the model calculates with the training data’s mean instead.',
    invasiveDegree:
      'Invasive degree is not known; the model calculates with {{value}} (AAH {{AAH}}, AIS {{AIS}}, MIA {{MIA}}, IAC {{IAC}}) instead.',
    density:
      'Density is not known; the model calculates with {{value}} (pGGN {{pGGN}}, mGGN {{mGGN}}, solid {{solid}}) instead.',
    vacuole:
      'Vacuole sign is not known; the model calculates with {{value}} (yes {{yes}}, no {{no}}) instead.',
  },
  'radiomics-missing': {
    feature:
      '{{missing}} of {{count}} radiomic features cannot be taken of this lesion ({{feature}}); the model calculates with the training data’s usual values instead.',
    features:
      '{{missing}} of {{count}} radiomic features cannot be taken of this lesion ({{feature}} and {{others}} more); the model calculates with the training data’s usual values instead.',
  },
  'unlike-training-data':
    'The input is unlike the training data: its distance from them is {{distance}}; that of {{usual}} % of the validation cases is below {{threshold}}.',
  'segmentation-resampled': {
    ct: 'The segmentation was drawn on another grid and brought to this CT by nearest neighbour.',
    image: "{{file}} lies on another grid and was brought to the image's by nearest neighbour.",
  },
  'device-fallback': 'The model ran on $t(terms.backend.{{backend}}). {{reason}}',
} as const;
