import type { ExportSummary } from '#shared/contract/exports.ts';
import type { LeadList } from '#shared/contract/lists.ts';
import type { Workspace } from '#shared/contract/workspaces.ts';
import type { WorkspaceId } from '#shared/ids.ts';
/** One thing on Home that waits for the operator. */
export type Need = {
    readonly kind: 'export';
    readonly export: ExportSummary;
} | {
    readonly kind: 'key';
    readonly workspace: Workspace;
};
/** What needs the operator, the export questions first: they hold leads back. */
export declare function needsOf(workspaces: readonly Workspace[], exports: readonly ExportSummary[], now: number): readonly Need[];
/** The newest lists of all these clients. */
export declare const newestLists: (lists: readonly LeadList[], most: number) => readonly LeadList[];
/** The last export of each client. */
export declare function lastExportOf(exports: readonly ExportSummary[], workspaceId: WorkspaceId): ExportSummary | null;
