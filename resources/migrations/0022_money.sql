CREATE TABLE `export_cost` (
	`export_id` integer PRIMARY KEY NOT NULL,
	`workspace_id` integer NOT NULL,
	`currency` text NOT NULL,
	`leads` integer NOT NULL,
	`contacts_left` integer,
	`contacts_at` text,
	`list_cents` integer NOT NULL,
	`verification_cents` integer NOT NULL,
	`credits` real NOT NULL,
	`sending_cents` integer,
	`total_cents` integer NOT NULL,
	`replies_to_break_even` integer,
	`assumptions` text NOT NULL,
	`at` text NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `export_run`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_cost_workspace` ON `export_cost` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `money_cost` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`basis` text NOT NULL,
	`cents` integer NOT NULL,
	`per` integer DEFAULT 1 NOT NULL,
	`quantity` integer DEFAULT 1 NOT NULL,
	`currency` text,
	`from_day` integer NOT NULL,
	`to_day` integer,
	`as_of_day` integer NOT NULL,
	`campaign_id` integer,
	`list_id` integer,
	`import_id` integer,
	`share_by` text,
	`created_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `money_cost_workspace` ON `money_cost` (`workspace_id`,`id`);--> statement-breakpoint
CREATE TABLE `money_share` (
	`cost_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`weight` integer NOT NULL,
	PRIMARY KEY(`cost_id`, `workspace_id`)
);
--> statement-breakpoint
CREATE INDEX `money_share_workspace` ON `money_share` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `money_value` (
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	`source` text,
	`interested_cents` integer,
	`meeting_cents` integer,
	`won_cents` integer,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`workspace_id`, `campaign_id`)
);
--> statement-breakpoint
CREATE INDEX `campaign_day_money` ON `campaign_day` (`workspace_id`,`day`,`campaign_id`,`sent`,`contacted`,`replied_unique`);--> statement-breakpoint
CREATE INDEX `email_check_credits` ON `email_check` (`run_id`,`credits_used`) WHERE credits_used is not null;