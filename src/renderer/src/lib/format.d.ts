/** Figures and times as the operator reads them. All screens go through here; nothing formats by itself. */
/** `4,052` */
export declare const formatNumber: (value: number) => string;
/**
 * `12.4 %`. Never rounds to 0 or 100 what is not: a share of one in a million reads `< 0.1 %`.
 */
export declare function formatShare(share: number): string;
/** `12.4 % of 812`, or a dash where there is no base. */
export declare function formatRate(part: number, base: number): string;
/** `812 bytes`, `1.4 MB`: thousands, as file managers count. */
export declare function formatBytes(bytes: number): string;
/** `340 ms`, `7.9 s`, `4 min 05 s`, `2 h 10 min`, `3 days 4 h` */
export declare function formatDuration(ms: number): string;
/** What is left of something that runs, rounded as far as it is known: `about 20 s`, `about 4 min`. */
export declare function formatTimeLeft(seconds: number): string;
/** The operator's own zone, as the system has it. */
export declare const operatorZone: () => string;
/** `09:42` */
export declare const formatTime: (iso: string, zone?: string) => string;
/** `20 Nov`, with the year when it is not this one. */
export declare function formatDate(iso: string, now?: Date, zone?: string): string;
/** `Friday 20 November` */
export declare const formatDayLong: (at: Date, zone?: string) => string;
/** `today 09:42`, `yesterday 18:20`, `3 Aug 11:05` */
export declare function formatWhen(iso: string, now?: Date, zone?: string): string;
/** The exact time, for hovering: `Friday 20 November 2026, 09:41:07 CET`. */
export declare function formatExact(iso: string, zone?: string): string;
/** `just now`, `40 s ago`, `16 min ago`, `3 h ago`, `5 days ago` */
export declare function formatAgo(iso: string, now?: Date): string;
