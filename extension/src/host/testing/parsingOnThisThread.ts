import type { ParsingReply } from '../../parsing/messages.js';
import { createParsingService } from '../../parsing/parsingService.js';
import { SegmentationParser } from '../../parsing/segmentationParser.js';

/** The viewer's reader of SEG and RTSTRUCT with its service on this thread; it answers later, as a worker does. */
export function parsingOnThisThread(): SegmentationParser {
  return new SegmentationParser(() => {
    const serve = createParsingService();
    let reply: (answer: ParsingReply) => void = () => undefined;
    return {
      url: 'parsing on this thread',
      listen: (onReply) => void (reply = onReply),
      post: (request) => void setTimeout(() => reply(serve(structuredClone(request)))),
      terminate: () => void (reply = () => undefined),
    };
  });
}
