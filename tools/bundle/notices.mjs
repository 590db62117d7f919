/** The licences and notices of packages, as one text. */

/** Packages without a licence file among their files; the words are those of their repositories. */
const UNWRITTEN = [
  {
    name: /^onnxruntime-(web|common)$/,
    text: ({ version }) => `${mit('Copyright (c) Microsoft Corporation')}

What ONNX Runtime is made of in turn:
https://github.com/microsoft/onnxruntime/blob/v${version}/ThirdPartyNotices.txt`,
  },
];

/** @param packages as webpack-license-plugin describes them */
export function notices(packages) {
  if (packages.length === 0) return 'This software includes no package of others.\n';
  const sections = [...packages].sort(byName).map((one) => {
    const { name, version, noticeText } = one;
    const license = one.license.replace(/^\((.*)\)$/, '$1');
    const source = repository(one);
    return [
      `${name} ${version} (${license})${source ? `\n${source}` : ''}`,
      licenceText(one),
      ...(noticeText ? [noticeText.trim()] : []),
    ].join('\n\n');
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `${['This software includes the following packages.', ...sections].join(rule)}\n`;
}

function byName(a, b) {
  return `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1;
}

function licenceText(one) {
  const text = one.licenseText ?? UNWRITTEN.find(({ name }) => name.test(one.name))?.text(one);
  if (!text) throw new Error(`${one.name} has no licence file: add its words to UNWRITTEN.`);
  return text.trim();
}

/** An address to open, of what package.json calls a repository. */
function repository({ repository: given }) {
  return given?.replace(/^git\+/, '').replace(/\.git$/, '');
}

function mit(copyright) {
  return `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
}
