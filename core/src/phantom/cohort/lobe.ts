/** Lobes of the lungs, abbreviated as in reports. */
export type Lobe = 'RUL' | 'RML' | 'RLL' | 'LUL' | 'LLL';
