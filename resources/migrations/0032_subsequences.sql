CREATE TABLE `subsequence` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`status` integer NOT NULL,
	`raw` text NOT NULL,
	`content_at` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`gone_at` integer,
	`sent` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`totals_at` integer,
	`steps` text,
	`steps_at` integer,
	`sending_status` text,
	`sending_status_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_remote` ON `subsequence` (`workspace_id`,`remote_id`);--> statement-breakpoint
CREATE INDEX `subsequence_campaign` ON `subsequence` (`campaign_id`);--> statement-breakpoint
CREATE TABLE `subsequence_move` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`into_id` integer,
	`undo_of` integer,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ended_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`into_id`) REFERENCES `subsequence`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_move_workspace` ON `subsequence_move` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `subsequence_move_campaign` ON `subsequence_move` (`campaign_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_move_click` ON `subsequence_move` (`click_id`);--> statement-breakpoint
CREATE INDEX `subsequence_move_open` ON `subsequence_move` (`state`) WHERE "subsequence_move"."state" in ('running', 'held');--> statement-breakpoint
CREATE UNIQUE INDEX `subsequence_move_undo` ON `subsequence_move` (`undo_of`) WHERE "subsequence_move"."undo_of" is not null;--> statement-breakpoint
CREATE TABLE `subsequence_move_lead` (
	`move_id` integer NOT NULL,
	`place` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`email` text,
	`name` text NOT NULL,
	`target` text,
	`only_from` text,
	`before` text,
	`state` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`problem_code` text,
	`problem_data` text,
	PRIMARY KEY(`move_id`, `place`),
	FOREIGN KEY (`move_id`) REFERENCES `subsequence_move`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_move_lead_workspace` ON `subsequence_move_lead` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `subsequence_reading` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`read_at` integer,
	`figures_key` text,
	`problem_code` text,
	`problem_data` text,
	`problem_at` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subsequence_reading_workspace` ON `subsequence_reading` (`workspace_id`);