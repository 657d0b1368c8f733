-- By hand: five tables are WITHOUT ROWID; what is kept beside days and events is counted from those there are.
CREATE TABLE `campaign_set` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` integer NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `campaign_set_workspace` ON `campaign_set` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `campaign_set_member` (
	`set_id` integer NOT NULL,
	`workspace_id` integer NOT NULL,
	`campaign_id` integer NOT NULL,
	PRIMARY KEY(`set_id`, `campaign_id`)
);
--> statement-breakpoint
CREATE INDEX `campaign_set_member_workspace` ON `campaign_set_member` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `mailbox_day` (
	`workspace_id` integer NOT NULL,
	`email` text NOT NULL,
	`day` integer NOT NULL,
	`sent` integer NOT NULL,
	`contacted` integer NOT NULL,
	`opened_unique` integer NOT NULL,
	`clicked_unique` integer NOT NULL,
	`replied_unique` integer NOT NULL,
	`automatic` integer NOT NULL,
	`bounced` integer NOT NULL,
	`sent_so_far` integer DEFAULT 0 NOT NULL,
	`contacted_so_far` integer DEFAULT 0 NOT NULL,
	`opened_unique_so_far` integer DEFAULT 0 NOT NULL,
	`clicked_unique_so_far` integer DEFAULT 0 NOT NULL,
	`replied_unique_so_far` integer DEFAULT 0 NOT NULL,
	`automatic_so_far` integer DEFAULT 0 NOT NULL,
	`bounced_so_far` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`workspace_id`, `email`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `workspace_day` (
	`workspace_id` integer NOT NULL,
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
	PRIMARY KEY(`workspace_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_account_day` (
	`workspace_id` integer NOT NULL,
	`account_id` integer NOT NULL,
	`day` integer NOT NULL,
	`type` integer NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `account_id`, `day`, `type`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event_workspace_hour` (
	`workspace_id` integer NOT NULL,
	`type` integer NOT NULL,
	`day` integer NOT NULL,
	`events` integer NOT NULL,
	`h0` integer NOT NULL,
	`h1` integer NOT NULL,
	`h2` integer NOT NULL,
	`h3` integer NOT NULL,
	`h4` integer NOT NULL,
	`h5` integer NOT NULL,
	`h6` integer NOT NULL,
	`h7` integer NOT NULL,
	`h8` integer NOT NULL,
	`h9` integer NOT NULL,
	`h10` integer NOT NULL,
	`h11` integer NOT NULL,
	`h12` integer NOT NULL,
	`h13` integer NOT NULL,
	`h14` integer NOT NULL,
	`h15` integer NOT NULL,
	`h16` integer NOT NULL,
	`h17` integer NOT NULL,
	`h18` integer NOT NULL,
	`h19` integer NOT NULL,
	`h20` integer NOT NULL,
	`h21` integer NOT NULL,
	`h22` integer NOT NULL,
	`h23` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `type`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `__new_campaign_day` (
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
	`sent_so_far` integer DEFAULT 0 NOT NULL,
	`contacted_so_far` integer DEFAULT 0 NOT NULL,
	`opened_unique_so_far` integer DEFAULT 0 NOT NULL,
	`clicked_unique_so_far` integer DEFAULT 0 NOT NULL,
	`replied_unique_so_far` integer DEFAULT 0 NOT NULL,
	`automatic_so_far` integer DEFAULT 0 NOT NULL,
	`opportunities_so_far` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`campaign_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_campaign_day`
  SELECT `workspace_id`, `campaign_id`, `day`, `sent`, `contacted`, `opened`, `opened_unique`, `clicked`, `clicked_unique`, `replied`, `replied_unique`, `automatic`, `automatic_unique`, `opportunities`,
    sum(`sent`) OVER w, sum(`contacted`) OVER w, sum(`opened_unique`) OVER w, sum(`clicked_unique`) OVER w, sum(`replied_unique`) OVER w, sum(`automatic`) OVER w, sum(`opportunities`) OVER w
    FROM `campaign_day` WINDOW w AS (PARTITION BY `campaign_id` ORDER BY `day`);--> statement-breakpoint
DROP TABLE `campaign_day`;--> statement-breakpoint
ALTER TABLE `__new_campaign_day` RENAME TO `campaign_day`;--> statement-breakpoint
CREATE INDEX `campaign_day_workspace` ON `campaign_day` (`workspace_id`, `day`);--> statement-breakpoint
INSERT INTO `workspace_day` (`workspace_id`, `day`, `sent`, `contacted`, `opened`, `opened_unique`, `clicked`, `clicked_unique`, `replied`, `replied_unique`, `automatic`, `automatic_unique`, `opportunities`)
  SELECT `workspace_id`, `day`, sum(`sent`), sum(`contacted`), sum(`opened`), sum(`opened_unique`), sum(`clicked`), sum(`clicked_unique`), sum(`replied`), sum(`replied_unique`), sum(`automatic`), sum(`automatic_unique`), sum(`opportunities`) FROM `campaign_day` GROUP BY 1, 2;--> statement-breakpoint
INSERT INTO `event_account_day` (`workspace_id`, `account_id`, `day`, `type`, `events`)
  SELECT `workspace_id`, `account_id`, `at` / 86400000, `type`, count(*) FROM `event`
    WHERE `account_id` IS NOT NULL AND `type` BETWEEN 1 AND 7 GROUP BY 1, 2, 3, 4;--> statement-breakpoint
INSERT INTO `event_workspace_hour`
  SELECT `workspace_id`, `type`, `at` / 86400000, count(*),
    sum(`at` / 3600000 % 24 = 0),
    sum(`at` / 3600000 % 24 = 1),
    sum(`at` / 3600000 % 24 = 2),
    sum(`at` / 3600000 % 24 = 3),
    sum(`at` / 3600000 % 24 = 4),
    sum(`at` / 3600000 % 24 = 5),
    sum(`at` / 3600000 % 24 = 6),
    sum(`at` / 3600000 % 24 = 7),
    sum(`at` / 3600000 % 24 = 8),
    sum(`at` / 3600000 % 24 = 9),
    sum(`at` / 3600000 % 24 = 10),
    sum(`at` / 3600000 % 24 = 11),
    sum(`at` / 3600000 % 24 = 12),
    sum(`at` / 3600000 % 24 = 13),
    sum(`at` / 3600000 % 24 = 14),
    sum(`at` / 3600000 % 24 = 15),
    sum(`at` / 3600000 % 24 = 16),
    sum(`at` / 3600000 % 24 = 17),
    sum(`at` / 3600000 % 24 = 18),
    sum(`at` / 3600000 % 24 = 19),
    sum(`at` / 3600000 % 24 = 20),
    sum(`at` / 3600000 % 24 = 21),
    sum(`at` / 3600000 % 24 = 22),
    sum(`at` / 3600000 % 24 = 23)
    FROM `event` WHERE `type` BETWEEN 1 AND 7 GROUP BY 1, 2, 3;
