/** Days as the operator picks them (`2026-11-20`, either may be empty), as the instants between which they lie. */
export declare function dayRange(from: string, to: string): {
    readonly from: string | null;
    readonly to: string | null;
};
