/** Encoded pictures as a WebM file that says how long it is and where one can jump to (RFC 8794, RFC 9559). */

/** Elements by name. */
const ID = {
  EBML: '1a45dfa3',
  DocType: '4282',
  DocTypeVersion: '4287',
  DocTypeReadVersion: '4285',
  Segment: '18538067',
  Info: '1549a966',
  TimestampScale: '2ad7b1',
  Duration: '4489',
  MuxingApp: '4d80',
  WritingApp: '5741',
  Tracks: '1654ae6b',
  TrackEntry: 'ae',
  TrackNumber: 'd7',
  TrackUID: '73c5',
  TrackType: '83',
  CodecID: '86',
  Video: 'e0',
  PixelWidth: 'b0',
  PixelHeight: 'ba',
  Cluster: '1f43b675',
  Timestamp: 'e7',
  SimpleBlock: 'a3',
  Cues: '1c53bb6b',
  CuePoint: 'bb',
  CueTime: 'b3',
  CueTrackPositions: 'b7',
  CueTrack: 'f7',
  CueClusterPosition: 'f1',
};

/**
 * @param {{ ms: number, isKey: boolean, bytes: Buffer }[]} pictures in VP8, the first a key frame; `ms` after the start
 * @param {{ width: number, height: number, durationMs: number }} video
 * @returns {Buffer}
 */
export function webm(pictures, { width, height, durationMs }) {
  const header = element('EBML', [
    element('DocType', Buffer.from('webm')),
    element('DocTypeVersion', uint(4)),
    element('DocTypeReadVersion', uint(2)),
  ]);
  const info = element('Info', [
    element('TimestampScale', uint(1_000_000)), // ns: times are milliseconds
    element('Duration', float(durationMs)),
    element('MuxingApp', Buffer.from('mutation-prediction')),
    element('WritingApp', Buffer.from('mutation-prediction')),
  ]);
  const tracks = element('Tracks', [
    element('TrackEntry', [
      element('TrackNumber', uint(1)),
      element('TrackUID', uint(1)),
      element('TrackType', uint(1)), // video
      element('CodecID', Buffer.from('V_VP8')),
      element('Video', [element('PixelWidth', uint(width)), element('PixelHeight', uint(height))]),
    ]),
  ]);
  let place = info.length + tracks.length;
  const clusters = [];
  const cues = [];
  for (const group of groupsOfPictures(pictures)) {
    const cluster = clusterOf(group);
    clusters.push(cluster);
    cues.push(cuePoint(group[0].ms, place));
    place += cluster.length;
  }
  return Buffer.concat([
    header,
    element('Segment', [info, tracks, ...clusters, element('Cues', cues)]),
  ]);
}

/** Each begins with a key frame. */
function groupsOfPictures(pictures) {
  const groups = [];
  for (const picture of pictures) {
    if (picture.isKey) groups.push([]);
    groups.at(-1).push(picture);
  }
  return groups;
}

function clusterOf(group) {
  const start = group[0].ms;
  const blocks = group.map(({ ms, isKey, bytes }) => {
    const head = Buffer.from([0x81, 0, 0, isKey ? 0x80 : 0]);
    head.writeInt16BE(ms - start, 1);
    return element('SimpleBlock', Buffer.concat([head, bytes]));
  });
  return element('Cluster', [element('Timestamp', uint(start)), ...blocks]);
}

const cuePoint = (ms, clusterPosition) =>
  element('CuePoint', [
    element('CueTime', uint(ms)),
    element('CueTrackPositions', [
      element('CueTrack', uint(1)),
      element('CueClusterPosition', uint(clusterPosition)),
    ]),
  ]);

function element(name, content) {
  const body = Array.isArray(content) ? Buffer.concat(content) : content;
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE((1n << 56n) | BigInt(body.length));
  return Buffer.concat([Buffer.from(ID[name], 'hex'), size, body]);
}

function uint(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function float(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
