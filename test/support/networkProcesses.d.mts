export function networkProcesses(): number[];
