CREATE TABLE `gap_check` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`reason` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`state` text NOT NULL,
	`phase` text NOT NULL,
	`day` text,
	`cursor` text,
	`read_count` integer DEFAULT 0 NOT NULL,
	`added_count` integer DEFAULT 0 NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`started_at` text NOT NULL,
	`finished_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gap_check_workspace` ON `gap_check` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `gap_check_state` ON `gap_check` (`state`);--> statement-breakpoint
CREATE TABLE `gap_count` (
	`workspace_id` integer NOT NULL,
	`day` text NOT NULL,
	`source` text NOT NULL,
	`type` text NOT NULL,
	`count` integer NOT NULL,
	`read_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `day`, `source`, `type`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `relay_connection` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`masked` text NOT NULL,
	`fingerprint` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`stream` text,
	`cursor` integer DEFAULT 0 NOT NULL,
	`acknowledged` integer DEFAULT 0 NOT NULL,
	`newest` integer DEFAULT 0 NOT NULL,
	`forgotten` integer DEFAULT 0 NOT NULL,
	`last_polled_at` text,
	`last_event_at` text,
	`webhook_id` text,
	`webhook_state` text DEFAULT 'none' NOT NULL,
	`webhook_since` text,
	`webhook_checked_at` text,
	`webhook_error_at` text,
	`webhook_problem` text,
	`webhook_problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relay_connection_workspace` ON `relay_connection` (`workspace_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `relay_connection_live` ON `relay_connection` (`workspace_id`) WHERE removed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX `relay_connection_token` ON `relay_connection` (`fingerprint`) WHERE removed_at is null;--> statement-breakpoint
CREATE TABLE `relay_trial` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`mark` text NOT NULL,
	`event_type` text NOT NULL,
	`sent_at` text NOT NULL,
	`relay_at` text,
	`arrived_at` text,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `relay_trial_workspace` ON `relay_trial` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `relay_trial_mark` ON `relay_trial` (`mark`);