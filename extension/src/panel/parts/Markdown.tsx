import { Fragment, createElement } from 'react';
import { parseInline, parseMarkdown } from './markdown.js';
import type { MarkdownBlock, Inline, InlineContent } from './markdown.js';

/** Markdown as React elements; nothing of it is ever parsed as HTML. */
export function Markdown({ text }: { text: string }) {
  return <Blocks blocks={parseMarkdown(text)} />;
}

function Blocks({ blocks }: { blocks: readonly MarkdownBlock[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockElement key={index} block={block} />
      ))}
    </>
  );
}

function BlockElement({ block }: { block: MarkdownBlock }) {
  switch (block.kind) {
    case 'heading':
      // The dialog's own title is the level above the card's first.
      return createElement(
        `h${Math.min(6, block.level + 2)}`,
        { 'data-level': block.level },
        <InlineText text={block.text} />,
      );
    case 'paragraph':
      return (
        <p>
          <InlineText text={block.text} />
        </p>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        null,
        ...block.items.map((item) => (
          <li>
            {typeof item === 'string' ? <InlineText text={item} /> : <Blocks blocks={item} />}
          </li>
        )),
      );
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.head.map((cell, column) => (
                <th key={column} scope="col">
                  <InlineText text={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>
                    <InlineText text={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function InlineText({ text }: { text: string }) {
  return <Content content={parseInline(text)} />;
}

function Content({ content }: { content: InlineContent }) {
  if (typeof content === 'string') return content;
  return (
    <>
      {content.map((part, index) => (
        <Fragment key={index}>{inlineElement(part)}</Fragment>
      ))}
    </>
  );
}

function inlineElement(part: Inline) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return (
        <strong>
          <Content content={part.text} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Content content={part.text} />
        </em>
      );
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer" className="text-primary">
          <Content content={part.text} />
        </a>
      );
  }
}
