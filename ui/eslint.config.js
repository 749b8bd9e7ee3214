import globals from 'globals'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const html = 'the window shows text, never HTML'

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/generated'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: ts.parser }, globals: { ...globals.browser } },
    rules: {
      'vue/no-static-inline-styles': ['error', { allowBinding: true }],
      'vue/no-v-html': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: html },
        { property: 'outerHTML', message: html },
        { property: 'insertAdjacentHTML', message: html },
      ],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'nothing leaves this machine' }],
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'element-plus', message: 'import one component at a time, see components/element.ts' }],
          patterns: [{ group: ['@tauri-apps/*'], message: 'only host/tauri.ts speaks to the window' }],
        },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'no-alert': 'error',
      'no-console': 'error',
      // layout is a matter of taste, not of correctness
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['**/*.vue'], rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true }] } },
  { files: ['src/host/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['tests/**/*.ts', '*.config.ts', '**/*.test.ts'], rules: { 'no-restricted-globals': 'off', 'no-console': 'off' } },
)
