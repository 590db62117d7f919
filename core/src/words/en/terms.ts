/** Words that stand for a value, chosen by it; a value without one stands for itself. */
export const terms = {
  backend: {
    webgpu: 'WebGPU',
    wasm: 'WASM',
    cpu: 'the CPU',
    cuda: 'CUDA',
  },
  clinical: {
    age: 'Age',
    sex: 'Sex',
    smoking: 'Smoking history',
    height: 'Height',
    weight: 'Weight',
    familyHistory: 'Family history',
    stage: 'Stage',
    lobe: 'Lobe',
    invasiveDegree: 'Invasive degree',
    density: 'Density',
    vacuole: 'Vacuole sign',
  },
  code: {
    value: 'code value',
    scheme: 'coding scheme',
    meaning: 'code meaning',
  },
  share: {
    trace: 'less than 1 %',
  },
  sign: {
    signed: 'signed',
    unsigned: 'unsigned',
  },
  storeFailure: {
    attribute: 'an attribute contradicts what is stored, such as whose the study is',
    processing: 'processing failure',
    invalid: 'invalid object instance',
    sopClass: 'SOP class not supported',
    notAuthorised: 'not authorised',
    resources: 'out of resources',
    mismatch: 'the data set does not match its SOP class',
    notUnderstood: 'the server cannot understand the object',
    unknown: 'failure',
  },
} as const;
