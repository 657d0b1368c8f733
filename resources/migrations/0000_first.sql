CREATE TABLE `audit_call` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer,
	`at` text NOT NULL,
	`asked_by` text NOT NULL,
	`method` text NOT NULL,
	`path` text NOT NULL,
	`status` integer,
	`duration_ms` integer NOT NULL,
	`tries` integer NOT NULL,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_call_workspace` ON `audit_call` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_call_outcome` ON `audit_call` (`outcome`,`id`);--> statement-breakpoint
CREATE TABLE `export_batch` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`no` integer NOT NULL,
	`first_position` integer NOT NULL,
	`last_position` integer NOT NULL,
	`state` text NOT NULL,
	`lead_count` integer NOT NULL,
	`uploaded` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`sent_at` text,
	`settled_at` text,
	`settled_by` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`answer` text,
	`remote_ids` blob,
	`problem_code` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_batch_no` ON `export_batch` (`export_id`,`no`);--> statement-breakpoint
CREATE INDEX `export_batch_place` ON `export_batch` (`export_id`,`first_position`);--> statement-breakpoint
CREATE INDEX `export_batch_state` ON `export_batch` (`export_id`,`state`);--> statement-breakpoint
CREATE INDEX `export_batch_sums` ON `export_batch` (`export_id`,`uploaded`,`refused`,`failed`);--> statement-breakpoint
CREATE TABLE `export_problem` (
	`workspace_id` integer NOT NULL,
	`export_id` integer NOT NULL,
	`position` integer NOT NULL,
	`lead_id` integer NOT NULL,
	`fate` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`export_id`, `position`),
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_problem_fate` ON `export_problem` (`export_id`,`fate`);--> statement-breakpoint
CREATE TABLE `export_run` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`click_id` text NOT NULL,
	`settings` text NOT NULL,
	`state` text NOT NULL,
	`problem_code` text,
	`problem_data` text,
	`campaign_id` text,
	`campaign_name` text NOT NULL,
	`campaign_step` text NOT NULL,
	`campaigns_before` text,
	`campaign_sent_at` text,
	`candidates` text,
	`activation` text NOT NULL,
	`row_count` integer NOT NULL,
	`ready_count` integer NOT NULL,
	`cut_position` integer DEFAULT 0 NOT NULL,
	`stayed_behind` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`finished_at` text,
	`last_progress_at` text,
	`taken_back_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_run_click` ON `export_run` (`workspace_id`,`click_id`);--> statement-breakpoint
CREATE INDEX `export_run_workspace` ON `export_run` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `export_run_list` ON `export_run` (`list_id`);--> statement-breakpoint
CREATE INDEX `export_run_campaign` ON `export_run` (`workspace_id`,`campaign_id`);--> statement-breakpoint
CREATE TABLE `lead` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`import_id` integer NOT NULL,
	`position` integer NOT NULL,
	`row_number` integer NOT NULL,
	`gate` integer NOT NULL,
	`email` text,
	`payload` text NOT NULL,
	`original` text NOT NULL,
	`other_emails` text,
	`first_name` text GENERATED ALWAYS AS (payload ->> '$.first_name') VIRTUAL,
	`last_name` text GENERATED ALWAYS AS (payload ->> '$.last_name') VIRTUAL,
	`company_name` text GENERATED ALWAYS AS (payload ->> '$.company_name') VIRTUAL,
	`job_title` text GENERATED ALWAYS AS (payload ->> '$.job_title') VIRTUAL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`import_id`) REFERENCES `list_import`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_place` ON `lead` (`list_id`,`position`);--> statement-breakpoint
CREATE INDEX `lead_held` ON `lead` (`list_id`,`position`) WHERE gate <> 0;--> statement-breakpoint
CREATE UNIQUE INDEX `lead_ready_email` ON `lead` (`email`,`list_id`) WHERE gate = 0;--> statement-breakpoint
CREATE TABLE `lead_list` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL,
	`archived_at` text,
	`state` text NOT NULL,
	`row_count` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lead_list_workspace` ON `lead_list` (`workspace_id`,`id`);--> statement-breakpoint
CREATE TABLE `list_gate_count` (
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`gate` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`list_id`, `gate`),
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `list_import` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`list_id` integer NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`encoding` text NOT NULL,
	`delimiter` text NOT NULL,
	`header` text NOT NULL,
	`mapping` text NOT NULL,
	`settings` text NOT NULL,
	`row_count` integer NOT NULL,
	`imported_at` text NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`list_id`) REFERENCES `lead_list`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `list_import_list` ON `list_import` (`list_id`);--> statement-breakpoint
CREATE INDEX `list_import_sha` ON `list_import` (`workspace_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `setting` (
	`workspace_id` integer NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`masked` text NOT NULL,
	`cipher` blob,
	`protection` text NOT NULL,
	`state` text NOT NULL,
	`missing_scopes` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text,
	`last_checked_at` text,
	`last_worked_at` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `vault` (
	`id` integer PRIMARY KEY NOT NULL,
	`salt` blob NOT NULL,
	`cost` integer NOT NULL,
	`proof` blob NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`colour` integer NOT NULL,
	`archived_at` text,
	`remote_id` text,
	`remote_name` text,
	`plan_name` text,
	`contacts_limit` integer,
	`contacts_left` integer,
	`checked_at` text,
	`first_key_report` text,
	`first_key_report_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspace_remote` ON `workspace` (`remote_id`) WHERE "workspace"."remote_id" is not null;