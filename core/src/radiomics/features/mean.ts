/** Mean of each value over records of the same keys, leaving out what is not a number. */
export function meanOfEach<K extends string>(
  records: readonly Readonly<Record<K, number>>[],
): Record<K, number> {
  const means = {} as Record<K, number>;
  for (const key in records[0]) {
    const values = records.map((record) => record[key]).filter((value) => !Number.isNaN(value));
    means[key] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
  return means;
}
