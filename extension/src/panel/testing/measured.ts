import type { MeasurementReportContent } from '@mutation-prediction/core';
import type { MeasurementReport } from '../../contract.js';

export const measuredReport: MeasurementReport = {
  id: '1.2.99',
  contentDate: '2025-03-14',
  manufacturer: 'QIICR',
  seriesDescription: 'Radiomics of the lung lesion',
};

/** @param more numbers besides a few of every kind */
export function foreignMeasurements(more = 0): MeasurementReportContent {
  const name = (value: string, meaning: string) => ({ value, scheme: '99TEST', meaning });
  const unit = (value: string) => ({ value, scheme: 'UCUM', meaning: value });
  return {
    ...{ sopInstanceUid: '1.2.99', title: 'Imaging Measurement Report', patient: {} },
    ...{ contentDate: '2025-03-14', seriesDescription: 'Radiomics of the lung lesion' },
    origin: {
      system: 'other',
      manufacturer: 'QIICR',
      author: 'Reader 1',
      verification: 'unverified',
    },
    groups: [
      {
        ...{ trackingIdentifier: 'Lesion 1', trackingUid: '1.2.98', finding: 'Neoplasm' },
        ...{ sites: ['Lung'], methods: ['pyradiomics 3.1.0'] },
        segment: { sopInstanceUid: '1.2.97', segmentNumber: 1 },
        measurements: [
          { name: name('VOL', 'Volume'), value: 4120.25, unit: unit('mm3'), qualifiers: [] },
          {
            name: name('SUV', 'Standardized Uptake Value'),
            ...{ value: 6.01529, unit: unit('{SUVbw}g/ml'), qualifiers: ['Mean'] },
          },
          ...Array.from({ length: more }, (_, n) => ({
            name: name(`G${n}`, `Grey level ${n}`),
            ...{ value: n / 7, unit: unit('1'), qualifiers: [] },
          })),
        ],
        evaluations: [{ name: 'Level of Significance', answer: 'Not significant' }],
      },
    ],
  };
}
