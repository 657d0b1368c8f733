/** Names of shortcuts: `mod+enter`, `escape`, `j`, `mod+1`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyPress = {
    readonly key: string;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly altKey: boolean;
    readonly shiftKey: boolean;
};
/** The shortcut a key press means on this platform. */
export declare function comboOf(press: KeyPress, mac: boolean): string;
/** The caps a shortcut is drawn with: `['⌘', '↵']`. */
export declare function capsOf(combo: string, mac: boolean): readonly string[];
/** The same for screen readers, as `aria-keyshortcuts` wants it: `Meta+Enter`. */
export declare function ariaKeys(combo: string, mac: boolean): string;
