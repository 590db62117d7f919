/** What is asked of the published sizes, what was measured, and whether that is enough. */
export function barsOf({ node, tab, trunks }) {
  return [
    ...(node ? [row('Node, view by view, over one bare batch: at most 1.1', node.ratio, 1.1)] : []),
    ...(tab && !tab.skipped
      ? [
          row('panel (WASM) over one bare batch in ORT WASM: at most 1.2', tab.ratio, 1.2),
          row('first view shown: at most 1/7 of the run', tab.firstViewShare, 1 / 7),
          row('peak memory of the tab: at most 900 MB', tab.peakMB, 900),
          row('second start, from the browser’s files to ready: at most 2 s', tab.secondStartS, 2),
        ]
      : []),
    ...(trunks
      ? [
          row('nine trunks over nine bare runs: at most 1.2', trunks.ratio, 1.2),
          row('nine trunks, command line: at most 4 GB resident', trunks.commandLineGB, 4),
          row('nine trunks, a process of the server: at most 4 GB resident', trunks.serverGB, 4),
        ]
      : []),
  ];
}

function row(bar, measured, limit) {
  return { bar, measured: Number(measured.toPrecision(3)), met: measured <= limit };
}

export function tableOf(bars) {
  return bars
    .map(({ bar, measured, met }) => `  ${met ? 'met    ' : 'not met'}  ${bar}: ${measured}`)
    .join('\n');
}
