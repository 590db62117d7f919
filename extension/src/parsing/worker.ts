/** Entry of the worker that reads SEG and RTSTRUCT objects. */
import type { ParsingReply, ParsingRequest } from './messages.js';
import { createParsingService } from './parsingService.js';

const serve = createParsingService();

self.addEventListener('message', ({ data }: MessageEvent<ParsingRequest>) => {
  const reply = serve(data);
  self.postMessage(reply, { transfer: handedOver(reply) });
});

/** A mask is as large as the CT: it changes hands instead of being copied. */
function handedOver(reply: ParsingReply): Transferable[] {
  if (reply.kind === 'failed' || !('mask' in reply.answer)) return [];
  return [reply.answer.mask.data.buffer as ArrayBuffer];
}
