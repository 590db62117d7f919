/** Storage SOP classes this product tells apart (PS3.4 Annex B.5). */
export const SOP_CLASS = {
  ct: '1.2.840.10008.5.1.4.1.1.2',
  enhancedCt: '1.2.840.10008.5.1.4.1.1.2.1',
  legacyConvertedEnhancedCt: '1.2.840.10008.5.1.4.1.1.2.2',
  parametricMap: '1.2.840.10008.5.1.4.1.1.30',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  labelMapSegmentation: '1.2.840.10008.5.1.4.1.1.66.7',
  encapsulatedPdf: '1.2.840.10008.5.1.4.1.1.104.1',
  enhancedSr: '1.2.840.10008.5.1.4.1.1.88.22',
  comprehensiveSr: '1.2.840.10008.5.1.4.1.1.88.33',
  comprehensive3dSr: '1.2.840.10008.5.1.4.1.1.88.34',
  rtStructureSet: '1.2.840.10008.5.1.4.1.1.481.3',
} as const;
