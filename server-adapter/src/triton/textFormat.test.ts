import { Constant, mapEntries, textFormat } from './textFormat.js';

test('is what protobuf reads', () => {
  const text = textFormat({
    name: 'a "b"\n\\',
    kind: new Constant('KIND_GPU'),
    ready: true,
    gpus: [0, 1],
    absent: undefined,
    none: [],
    input: [{ name: 'x' }, { name: 'y', dims: [-1, 2.5] }],
    nested: { deeper: { deepest: 1 } },
    parameters: mapEntries({ one: { string_value: '1' }, two: '2' }),
  });
  expect(text).toBe(`name: "a \\"b\\"\\n\\\\"
kind: KIND_GPU
ready: true
gpus: [ 0, 1 ]
none: [  ]
input {
  name: "x"
}
input {
  name: "y"
  dims: [ -1, 2.5 ]
}
nested {
  deeper {
    deepest: 1
  }
}
parameters {
  key: "one"
  value {
    string_value: "1"
  }
}
parameters {
  key: "two"
  value: "2"
}
`);
});
