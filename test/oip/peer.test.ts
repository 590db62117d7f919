/**
 * Any other server: OIP_PEER_URL is where it runs (test/oip/peers starts some), and serves the graphs of
 * the packages that OIP_PEER_MODELS names. OIP_PEER_TENSORS=json for one that reads no binary data.
 */
import type { Compression, TensorForm } from 'open-inference-client';
import { describeContract } from './contract.js';

const {
  OIP_PEER_URL: url,
  OIP_PEER_MODELS: models = 'deep-radscore-demo,mmdl-demo',
  OIP_PEER_TENSORS: tensors = 'binary',
  OIP_PEER_COMPRESSIONS: compressions = '',
  OIP_PEER_TOKEN: token,
} = process.env;

if (url === undefined) {
  process.stderr.write('skipped: no other server of the Open Inference Protocol (OIP_PEER_URL)\n');
  test.skip('OIP_PEER_URL', () => undefined);
} else {
  describeContract(url, {
    packages: models.split(','),
    compressions: compressions.split(',').filter(Boolean) as Compression[],
    tensors: tensors as TensorForm,
    isExact: false,
    url: () => url,
    ...(token !== undefined && { headers: () => ({ authorization: `Bearer ${token}` }) }),
  });
}
