CREATE TABLE `archived_lead` (
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`workspace_id` integer NOT NULL,
	`pass` integer NOT NULL,
	`email` text,
	`raw` text NOT NULL,
	PRIMARY KEY(`campaign_id`, `remote_id`)
);
--> statement-breakpoint
CREATE INDEX `archived_lead_workspace` ON `archived_lead` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `archived_lead_email` ON `archived_lead` (`campaign_id`,`email`,`pass`);--> statement-breakpoint
CREATE TABLE `archived_mail` (
	`campaign_id` integer NOT NULL,
	`remote_id` text NOT NULL,
	`workspace_id` integer NOT NULL,
	`pass` integer NOT NULL,
	`kind` integer,
	`lead` text,
	`at` text NOT NULL,
	`raw` text NOT NULL,
	PRIMARY KEY(`campaign_id`, `remote_id`)
);
--> statement-breakpoint
CREATE INDEX `archived_mail_workspace` ON `archived_mail` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `archived_mail_pass` ON `archived_mail` (`campaign_id`,`pass`,`kind`);--> statement-breakpoint
CREATE INDEX `archived_mail_lead` ON `archived_mail` (`campaign_id`,`lead`,`at`);--> statement-breakpoint
CREATE TABLE `campaign_archive` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`step` text NOT NULL,
	`pass` integer NOT NULL,
	`lead_cursor` text,
	`mail_cursor` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`leads_there` integer,
	`mails_there` integer,
	`counts` text,
	`safe` integer DEFAULT false NOT NULL,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_archive_workspace` ON `campaign_archive` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `campaign_deletion` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`ended_at` integer,
	`problem_code` text,
	`problem_data` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_deletion_workspace` ON `campaign_deletion` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `campaign_deletion_campaign` ON `campaign_deletion` (`campaign_id`,`id`);--> statement-breakpoint
CREATE INDEX `campaign_deletion_state` ON `campaign_deletion` (`state`);--> statement-breakpoint
CREATE TABLE `campaign_edit` (
	`campaign_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`state` text NOT NULL,
	`opened` text NOT NULL,
	`wanted` text NOT NULL,
	`fields` text NOT NULL,
	`changed_at` integer NOT NULL,
	`sent_at` integer,
	`agreed_at` integer,
	`problem_code` text,
	`problem_data` text,
	`drift` text,
	`drift_at` integer,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `campaign_edit_workspace` ON `campaign_edit` (`workspace_id`,`drift`);--> statement-breakpoint
CREATE TABLE `local_campaign` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`body` text NOT NULL,
	`steps` integer NOT NULL,
	`senders` integer NOT NULL,
	`origin` text NOT NULL,
	`campaign_id` integer,
	`figures_of` integer,
	`figures_at` integer,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`making_at` integer,
	`making_known` text,
	`removed_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspace`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`figures_of`) REFERENCES `campaign`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `local_campaign_workspace` ON `local_campaign` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `local_campaign_linked` ON `local_campaign` (`campaign_id`);