import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';
import prettier from 'eslint-config-prettier';

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/.cache/**',
      'node_modules/**',
      'models/training/**',
      'test-results/**',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['extension/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // The dependency rule of docs/architecture.md: core knows nobody.
    files: ['core/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            '@mutation-prediction/ohif-*',
            '@mutation-prediction/server-adapter*',
            'mutation-prediction',
            'node:*',
            '@ohif/*',
            '@cornerstonejs/*',
            'react*',
          ],
        },
      ],
    },
  },
  { files: ['core/src/**/*.test.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['test/**', 'server-adapter/**', 'cli/**', '*.mjs'], rules: { 'no-console': 'off' } },
  prettier,
);
