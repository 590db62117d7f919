/** The equipment that writes our objects (PS3.3 C.7.5). */
export const PRODUCT = {
  manufacturer: 'OHIF Mutation Prediction',
  modelName: 'OHIF Mutation Prediction',
  version: '0.1.0',
} as const;
