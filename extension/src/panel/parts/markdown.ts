/**
 * The part of Markdown that model cards use, read into plain data: headings, paragraphs, lists,
 * tables, code, emphasis and web links. Raw HTML stays text, so a card cannot inject any.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const FENCE = /^```/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;

  /** Takes lines while they belong to the block. */
  const takeWhile = (belongs: (line: string) => boolean): string[] => {
    const first = at;
    while (at < lines.length && belongs(lines[at]!)) at++;
    return lines.slice(first, at);
  };

  while (at < lines.length) {
    const line = lines[at]!;
    const heading = HEADING.exec(line);
    if (line.trim() === '') {
      at++;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! });
      at++;
    } else if (FENCE.test(line)) {
      at++;
      blocks.push({ kind: 'code', text: takeWhile((l) => !FENCE.test(l)).join('\n') });
      at++;
    } else if (line.includes('|') && TABLE_RULE.test(lines[at + 1] ?? '')) {
      const [head, , ...rows] = takeWhile((l) => l.includes('|'));
      blocks.push({ kind: 'table', head: cells(head!), rows: rows.map(cells) });
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)![1] !== undefined;
      blocks.push({ kind: 'list', ordered, items: listItems(takeWhile((l) => l.trim() !== '')) });
    } else {
      const paragraph = takeWhile((l) => l.trim() !== '' && !HEADING.test(l) && !ITEM.test(l));
      blocks.push({ kind: 'paragraph', text: paragraph.map((l) => l.trim()).join(' ') });
    }
  }
  return blocks;
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|(?<!\w)_([^_]+)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>/g;

export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(inlineOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function inlineOf(match: RegExpExecArray): Inline {
  const [whole, code, strong, star, underscore, label, target, address] = match;
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  const emphasis = star ?? underscore;
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  const href = address ?? target ?? '';
  // Only web addresses: `javascript:` and the like stay text.
  if (!/^https?:\/\//.test(href)) return { kind: 'text', text: label ?? whole };
  return { kind: 'link', text: label ?? href, href };
}

/** A line that starts no item of its own continues the one above it. */
function listItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2]!);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function cells(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}
