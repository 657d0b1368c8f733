/** Aliases are package.json's `imports`; nothing is repeated here. Only the native module stays outside the bundle. */
declare const _default: import("electron-vite").UserConfig;
export default _default;
