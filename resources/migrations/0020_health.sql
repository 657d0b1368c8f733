CREATE TABLE `given_up_aside` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`ref` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `ref`)
);
--> statement-breakpoint
CREATE TABLE `job` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`last_good_at` integer,
	`told_at` integer,
	PRIMARY KEY(`workspace_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `job_run` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer NOT NULL,
	`took_ms` integer NOT NULL,
	`runs` integer NOT NULL,
	`first_at` integer NOT NULL,
	`counts` text,
	`problem_code` text,
	`problem_data` text
);
--> statement-breakpoint
CREATE INDEX `job_run_newest` ON `job_run` (`workspace_id`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `service_call` (
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`calls` integer NOT NULL,
	`refused` integer NOT NULL,
	`unanswered` integer NOT NULL,
	`requests` integer NOT NULL,
	`limited` integer NOT NULL,
	`peak_second` integer NOT NULL,
	`peak_minute` integer NOT NULL,
	`times` blob NOT NULL,
	PRIMARY KEY(`workspace_id`, `kind`, `at`)
);
--> statement-breakpoint
CREATE INDEX `service_call_at` ON `service_call` (`at`);--> statement-breakpoint
CREATE TABLE `service_event` (
	`workspace_id` integer NOT NULL,
	`at` integer NOT NULL,
	`relayed` integer NOT NULL,
	`doubled` integer NOT NULL,
	`found` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `at`)
);
--> statement-breakpoint
CREATE INDEX `service_event_at` ON `service_event` (`at`);--> statement-breakpoint
CREATE INDEX `inbox_send_trouble` ON `inbox_send` (`state`,`id`) WHERE "inbox_send"."state" in ('failed', 'unclear');