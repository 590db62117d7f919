import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';

/**
 * The part of Markdown that model cards use, read into plain data: headings, paragraphs, lists,
 * tables, code, emphasis and web links. Raw HTML stays text, so a card cannot inject any.
 */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Text, or blocks where an item holds more than one paragraph. */
export type ListItem = string | readonly MarkdownBlock[];

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly text: InlineContent }
  | { readonly kind: 'link'; readonly text: InlineContent; readonly href: string };

/** Parts, where there is more than text. */
export type InlineContent = string | readonly Inline[];

// Rules for HTML, images and references stay off: what they would read stays text.
const blockParser = new MarkdownIt('zero')
  .enable(['heading', 'list', 'fence', 'table'])
  // Blocks hold their text as it was written.
  .disable('inline');
const inlineParser = new MarkdownIt('zero').enable([
  ...['backticks', 'emphasis', 'link', 'autolink', 'escape', 'entity', 'newline'],
]);
// All links are read; of those that do not lead to the web, `inlineOf` leaves the text.
inlineParser.validateLink = () => true;

/** Emphasis may nest as deeply as a line is long, and no call stack is that deep. */
const DEEPEST = 20;

export function parseMarkdown(source: string): readonly MarkdownBlock[] {
  return nested(blockParser.parse(source, {})).flatMap(blockOf);
}

export function parseInline(text: string): readonly Inline[] {
  const tokens = inlineParser.parseInline(text, {});
  return inlineParts(nested(tokens.flatMap(({ children }) => children ?? [])));
}

interface Node {
  readonly token: Token;
  readonly children: Node[];
}

/** The tree that the parser's flat list of tokens stands for; what lies deeper joins the deepest level. */
function nested(tokens: readonly Token[]): readonly Node[] {
  const roots: Node[] = [];
  const open = [roots];
  let depth = 0;
  for (const token of tokens) {
    if (token.nesting < 0) {
      if (depth-- < DEEPEST) open.pop();
    } else if (token.nesting === 0 || depth < DEEPEST) {
      const node: Node = { token, children: [] };
      open.at(-1)!.push(node);
      if (token.nesting > 0) open.push(node.children);
    }
    if (token.nesting > 0) depth++;
  }
  return roots;
}

function blockOf(node: Node): readonly MarkdownBlock[] {
  const { token, children } = node;
  switch (token.type) {
    case 'heading_open':
      return [{ kind: 'heading', level: Number(token.tag.slice(1)), text: textOf(node) }];
    case 'paragraph_open':
      return [{ kind: 'paragraph', text: textOf(node) }];
    case 'fence':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case 'bullet_list_open':
    case 'ordered_list_open':
      return [
        {
          kind: 'list',
          ordered: token.type === 'ordered_list_open',
          items: children.map(itemOf),
        },
      ];
    case 'table_open': {
      const [head = [], ...rows] = children
        .flatMap((part) => part.children)
        .map((row) => row.children.map(textOf));
      return [{ kind: 'table', head, rows }];
    }
    default:
      return [];
  }
}

function itemOf({ children }: Node): ListItem {
  const blocks = children.flatMap(blockOf);
  const [first] = blocks;
  if (!first) return '';
  return blocks.length === 1 && first.kind === 'paragraph' ? first.text : blocks;
}

/** The lines of a block as one, not yet read for emphasis and links. */
function textOf({ children }: Node): string {
  return children.map(({ token }) => token.content.replaceAll('\n', ' ')).join(' ');
}

/** Text beside text is one part, as where a link left its text only. */
function inlineParts(nodes: readonly Node[]): readonly Inline[] {
  const parts: Inline[] = [];
  for (const part of nodes.flatMap(inlineOf)) {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
    } else if (part.text !== '') {
      parts.push(part);
    }
  }
  return parts;
}

function inlineOf({ token, children }: Node): readonly Inline[] {
  switch (token.type) {
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'strong_open':
      return [{ kind: 'strong', text: contentOf(children) }];
    case 'em_open':
      return [{ kind: 'emphasis', text: contentOf(children) }];
    case 'link_open': {
      const href = String(token.attrGet('href'));
      // Only web addresses: `javascript:` and the like stay text.
      if (!/^https?:\/\//i.test(href)) return inlineParts(children);
      return [{ kind: 'link', text: contentOf(children), href }];
    }
    default:
      return [{ kind: 'text', text: token.content }];
  }
}

function contentOf(nodes: readonly Node[]): InlineContent {
  const parts = inlineParts(nodes);
  const [first] = parts;
  return parts.length === 1 && first?.kind === 'text' ? first.text : parts;
}
