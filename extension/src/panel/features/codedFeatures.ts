/** Which features have a code: a table that only those need who look at features. */
export { radiomicMeasurements } from '@mutation-prediction/core';
