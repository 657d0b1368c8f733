CREATE TABLE `campaign` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`status` integer NOT NULL,
	`not_sending` integer,
	`remote_created_at` text,
	`tags` text,
	`open_tracking` integer,
	`link_tracking` integer,
	`content_hash` text NOT NULL,
	`content_at` integer NOT NULL,
	`first_seen_at` integer NOT NULL,
	`gone_at` integer,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`bounced` integer DEFAULT 0 NOT NULL,
	`unsubscribed` integer DEFAULT 0 NOT NULL,
	`completed` integer DEFAULT 0 NOT NULL,
	`opportunity_cents` integer DEFAULT 0 NOT NULL,
	`totals_at` integer,
	`totals_key` text,
	`details_key` text,
	`details_at` integer,
	`problem_code` text,
	`problem_at` integer,
	`failures` integer DEFAULT 0 NOT NULL,
	`sending_status` text,
	`sending_status_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `campaign_remote` ON `campaign` (`workspace_id`,`remote_id`);--> statement-breakpoint
CREATE TABLE `campaign_content` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`raw` text NOT NULL,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_content_workspace` ON `campaign_content` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `campaign_day` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`day` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `campaign_day_workspace` ON `campaign_day` (`workspace_id`,`day`);--> statement-breakpoint
CREATE TABLE `campaign_reading` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`asked_by` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`imported` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`gone` integer DEFAULT 0 NOT NULL,
	`detailed` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_reading_workspace` ON `campaign_reading` (`workspace_id`,`id`);--> statement-breakpoint
CREATE TABLE `campaign_snapshot` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`at` integer NOT NULL,
	`status` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`bounced` integer DEFAULT 0 NOT NULL,
	`unsubscribed` integer DEFAULT 0 NOT NULL,
	`completed` integer DEFAULT 0 NOT NULL,
	`opportunity_cents` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `campaign_snapshot_workspace` ON `campaign_snapshot` (`workspace_id`,`at`);--> statement-breakpoint
CREATE TABLE `campaign_step` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`step` integer NOT NULL,
	`variant` integer NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`contacted` integer DEFAULT 0 NOT NULL,
	`opened` integer DEFAULT 0 NOT NULL,
	`opened_unique` integer DEFAULT 0 NOT NULL,
	`clicked` integer DEFAULT 0 NOT NULL,
	`clicked_unique` integer DEFAULT 0 NOT NULL,
	`replied` integer DEFAULT 0 NOT NULL,
	`replied_unique` integer DEFAULT 0 NOT NULL,
	`automatic` integer DEFAULT 0 NOT NULL,
	`automatic_unique` integer DEFAULT 0 NOT NULL,
	`opportunities` integer DEFAULT 0 NOT NULL,
	`meetings` integer DEFAULT 0 NOT NULL,
	`won` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `step`, `variant`)
);
--> statement-breakpoint
CREATE INDEX `campaign_step_workspace` ON `campaign_step` (`workspace_id`);