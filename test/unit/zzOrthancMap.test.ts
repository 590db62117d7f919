import { readCtSeries } from '../../core/src/dicom/ct/ctSeries.js';
import { buildParametricMap, encodeParametricMap } from '../../core/src/dicom/parametric-map/parametricMapWriter.js';
import { readParametricMap } from '../../core/src/dicom/parametric-map/readParametricMap.js';
import { goldenSources } from '../support/dicomFiles.js';
import { startOrthanc } from '../support/orthanc.js';
test('orthanc', async () => {
  const ct = (await readCtSeries(goldenSources('oblique'))).series[0]!;
  const data = new Float32Array(23*19*7).map((_, i) => Math.sin(i));
  const built = buildParametricMap({ ct, studyAttributes: ct.studyAttributes, map: { grid: ct.grid, data },
   quantity: {value:'130402',scheme:'DCM',meaning:'Class activation'}, unit:{value:'1',scheme:'UCUM',meaning:'no units'}, explanation:'x', algorithm:{name:'a',version:'1',parameters:[]}, contributingEquipment:[{Manufacturer:'x',PurposeOfReferenceCodeSequence:[]}], seriesDescription:'m', seriesNumber:1, now:new Date()});
  const bytes = await encodeParametricMap(built);
  const o = await startOrthanc();
  try {
    await o.upload(bytes);
    const r = built.reference;
    const url = `${o.dicomWebUrl}/studies/${r.studyInstanceUid}/series/${r.seriesInstanceUid}/instances/${r.sopInstanceUid}`;
    for (const accept of ['multipart/related; type="application/dicom"; transfer-syntax=*', 'multipart/related; type="application/dicom"', 'multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.1']) {
      const a = await fetch(url, { headers: { Accept: accept } });
      const b = new Uint8Array(await a.arrayBuffer());
      const s = Buffer.from(b).indexOf('DICM');
      const e = Buffer.from(b).lastIndexOf('\r\n--');
      const ts = Buffer.from(b).subarray(s, s+400).toString('latin1').match(/1\.2\.840\.10008\.1\.2[.0-9]*/g);
      let ok='?'; try { ok = String(readParametricMap(b.subarray(s-128, e), 'm').map.data.every((v, i) => v === data[i])); } catch (x) { ok = String(x); }
      console.log(a.status, accept, b.length, ts, ok);
    }
    const m = await (await fetch(url + '/metadata')).json();
    console.log(JSON.stringify(m[0]['7FE00008']), m[0]['00081115'] ? 'ref ok' : '');
  } finally { await o.stop(); }
}, 120000);
