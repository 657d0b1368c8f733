CREATE TABLE `opt_out` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`state` text NOT NULL,
	`scope` text NOT NULL,
	`source` text NOT NULL,
	`words` text,
	`thread_id` integer,
	`since` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_value` ON `opt_out` (`workspace_id`,`value`);--> statement-breakpoint
CREATE INDEX `opt_out_person` ON `opt_out` (`value`);--> statement-breakpoint
CREATE INDEX `opt_out_all` ON `opt_out` (`scope`) WHERE "opt_out"."scope" = 'all';--> statement-breakpoint
CREATE TABLE `opt_out_lead` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`sync_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`campaign_id` text NOT NULL,
	`how` text NOT NULL,
	`interest_before` integer,
	`interest_set` integer,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`asked_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sync_id`) REFERENCES `opt_out_sync`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_lead_remote` ON `opt_out_lead` (`sync_id`,`remote_id`,`how`);--> statement-breakpoint
CREATE INDEX `opt_out_lead_workspace` ON `opt_out_lead` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `opt_out_sync` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`value` text NOT NULL,
	`wanted` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`state` text NOT NULL,
	`next_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`looks` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`entry_id` text,
	`entry_origin` text,
	`entry_asked_at` integer,
	`entry_read_at` integer,
	`leads_read_at` integer,
	`differs` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opt_out_sync_value` ON `opt_out_sync` (`workspace_id`,`value`);--> statement-breakpoint
CREATE INDEX `opt_out_sync_person` ON `opt_out_sync` (`value`);--> statement-breakpoint
CREATE INDEX `opt_out_sync_next` ON `opt_out_sync` (`next_at`) WHERE "opt_out_sync"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `opt_out_sync_open` ON `opt_out_sync` (`workspace_id`,`state`) WHERE "opt_out_sync"."state" <> 'done';--> statement-breakpoint
INSERT INTO `opt_out` (`id`, `workspace_id`, `value`, `state`, `scope`, `source`, `since`, `changed_at`)
SELECT `id`, `workspace_id`, `value`, CASE WHEN `removed_at` IS NULL THEN 'on' ELSE 'undone' END,
	CASE WHEN `workspace_id` = 0 THEN 'all' ELSE 'client' END, 'earlier',
	CAST(strftime('%s', `added_at`) AS integer) * 1000, CAST(strftime('%s', coalesce(`removed_at`, `added_at`)) AS integer) * 1000
FROM `block_entry` WHERE `origin` = 'opt_out';--> statement-breakpoint
UPDATE `opt_out` SET `source` = 'reply', `thread_id` = t.`id`
FROM (SELECT `opt_out_entry_id` AS `entry`, min(`id`) AS `id` FROM `inbox_thread` WHERE `opt_out_entry_id` IS NOT NULL GROUP BY 1) AS t
WHERE t.`entry` = `opt_out`.`id`;--> statement-breakpoint
DELETE FROM `block_entry` WHERE `origin` = 'opt_out';
