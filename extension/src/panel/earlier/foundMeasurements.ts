import type { MeasurementGroup } from '@mutation-prediction/core';

/** Groups with what of them holds every word of a search, in any order; all for an empty one. */
export function foundGroups(
  groups: readonly MeasurementGroup[],
  search: string,
): readonly MeasurementGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  const holds = (...texts: readonly (string | undefined)[]) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups.flatMap((group) => {
    const of = [group.trackingIdentifier, group.finding, ...group.sites];
    const measurements = group.measurements.filter(({ name, qualifiers }) =>
      holds(...of, name.meaning, name.value, ...qualifiers),
    );
    const evaluations = group.evaluations.filter(({ name, answer }) => holds(...of, name, answer));
    return measurements.length + evaluations.length > 0
      ? [{ ...group, measurements, evaluations }]
      : [];
  });
}

/** Numbers and answers in all of them. */
export function countOf(groups: readonly MeasurementGroup[]): number {
  return groups.reduce(
    (sum, { measurements, evaluations }) => sum + measurements.length + evaluations.length,
    0,
  );
}
