import type { ReactNode } from 'react';
export type SelectOption<Value extends string = string> = {
    readonly value: Value;
    readonly label: string;
    /** Quiet words after the label; searched too. */
    readonly hint?: string;
    readonly group?: string;
    readonly disabled?: boolean;
    readonly before?: ReactNode;
};
/** The options that hold every typed word, in their order; accents, case and `_` or `/` do not matter. */
export declare function filterOptions<Value extends string>(options: readonly SelectOption<Value>[], typed: string): readonly SelectOption<Value>[];
